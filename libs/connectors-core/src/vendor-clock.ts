const KEPT = 9;
/** A Date header is cut to whole seconds; on average it is half a second late. */
const HALF_SECOND_MS = 500;

/** What one vendor's clock shows against ours, learned from the Date headers of its answers. */
export class VendorClock {
  private readonly offsets: number[] = [];

  /** A date that cannot be read, or that a cache kept (`age`), teaches nothing. */
  learn(headers: Readonly<Record<string, string>>, sentAt: Date, receivedAt: Date): void {
    const date = Date.parse(headers['date'] ?? '');
    if (Number.isNaN(date) || 'age' in headers) return;
    const answeredAt = (sentAt.getTime() + receivedAt.getTime()) / 2;
    this.offsets.push(date + HALF_SECOND_MS - answeredAt);
    if (this.offsets.length > KEPT) this.offsets.shift();
  }

  /**
   * The vendor's clock minus ours, ms, exact to about a second: positive where it is ahead. The median
   * of the last answers, because one answer may come from a proxy with a clock of its own.
   */
  get offsetMs(): number | undefined {
    const sorted = this.offsets.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }
}
