import { httpDate } from './http-date.js';

const KEPT = 9;
/** A Date header is cut to whole seconds; on average it is half a second late. */
const HALF_SECOND_MS = 500;
/** A clock that is farther from ours is rather a mistake in a header than a clock. */
export const BELIEVED_MS = 3_600_000;

export const isBelievable = (offsetMs: number): boolean => Math.abs(offsetMs) <= BELIEVED_MS;

/** A Date lies anywhere between request and answer; more than the header's own second later says less than others. */
const SLOWER_MS = 1_000;

interface Heard {
  readonly offsetMs: number;
  readonly roundTripMs: number;
}

/** What one vendor's clock shows against ours, learned from the Date headers of its answers. */
export class VendorClock {
  private readonly heard: Heard[] = [];

  /** A date that cannot be read, or that a cache kept (`age`), teaches nothing. */
  learn(headers: Readonly<Record<string, string>>, sentAt: Date, receivedAt: Date): void {
    const date = httpDate(headers['date']);
    if (date === undefined || 'age' in headers) return;
    const roundTripMs = receivedAt.getTime() - sentAt.getTime();
    const answeredAt = sentAt.getTime() + roundTripMs / 2;
    this.heard.push({ offsetMs: date + HALF_SECOND_MS - answeredAt, roundTripMs });
    if (this.heard.length > KEPT) this.heard.shift();
  }

  /**
   * The vendor's clock minus ours, ms, exact to about a second: positive where it is ahead. The median
   * of the last answers that can be believed, because one may come from a proxy with a clock of its own;
   * without those that took longer than others. Undefined while there is none of these.
   */
  get offsetMs(): number | undefined {
    return medianOf(this.heard.filter(({ offsetMs }) => isBelievable(offsetMs)));
  }

  /** For people: the same, but where no answer can be believed, what they say. */
  get shownOffsetMs(): number | undefined {
    return this.offsetMs ?? medianOf(this.heard);
  }
}

function medianOf(heard: readonly Heard[]): number | undefined {
  const quickest = Math.min(...heard.map(({ roundTripMs }) => roundTripMs));
  const sorted = heard
    .filter(({ roundTripMs }) => roundTripMs <= quickest + SLOWER_MS)
    .map(({ offsetMs }) => offsetMs)
    .toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
