import { networkOf } from '#connectors-core/address-range.js';

const WITHIN_MS = 60_000;
/** Remembered at once; the one that has failed longest ago is forgotten first. */
const MOST_ADDRESSES = 10_000;

interface Failed {
  readonly since: number;
  readonly times: number;
}

/** One failure more than an address may have in a minute. */
export interface TooMany {
  /** Until its count begins anew, ms. */
  readonly retryAfterMs: number;
  /** The first of this minute: once is enough to tell somebody. */
  readonly isFirst: boolean;
}

/**
 * Counts what fails to show who it is, by client address, in this process. It only ever says how a failure is to be
 * answered: whoever shows who it is, is not asked how many others at the same address did not.
 */
export class FailureCounts {
  private readonly byNetwork = new Map<string, Failed>();

  /** @param most failures of one address within a minute */
  constructor(private readonly most: number) {}

  /** @param nowMs on a clock that nobody sets @returns undefined while the address has not had too many */
  note(address: string, nowMs: number): TooMany | undefined {
    const network = networkOf(address);
    const known = this.byNetwork.get(network);
    const { since, times } =
      known === undefined || nowMs - known.since >= WITHIN_MS ? { since: nowMs, times: 0 } : known;
    this.remember(network, { since, times: times + 1 });
    if (times < this.most) return undefined;
    return { retryAfterMs: since + WITHIN_MS - nowMs, isFirst: times === this.most };
  }

  private remember(network: string, failed: Failed): void {
    this.byNetwork.delete(network);
    this.byNetwork.set(network, failed);
    const [oldest] = this.byNetwork.keys();
    if (this.byNetwork.size > MOST_ADDRESSES && oldest !== undefined) this.byNetwork.delete(oldest);
  }
}
