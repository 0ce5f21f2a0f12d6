const KEPT = 9;
/** A Date header is cut to whole seconds; on average it is half a second late. */
const HALF_SECOND_MS = 500;
/** A clock that is farther from ours is rather a mistake in a header than a clock. */
export const BELIEVED_MS = 3_600_000;

export const isBelievable = (offsetMs: number): boolean => Math.abs(offsetMs) <= BELIEVED_MS;

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
   * of the last answers that can be believed, because one may come from a proxy with a clock of its own;
   * undefined while there is none of these.
   */
  get offsetMs(): number | undefined {
    return medianOf(this.offsets.filter(isBelievable));
  }

  /** For people: the same, but where no answer can be believed, what they say. */
  get shownOffsetMs(): number | undefined {
    return this.offsetMs ?? medianOf(this.offsets);
  }
}

function medianOf(offsets: readonly number[]): number | undefined {
  const sorted = offsets.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
