import { networkOf } from '#connectors-core/address-range.js';

/** So many of one address fail without being slowed: people mistype. */
const FREE_OF_ADDRESS = 5;
/** So many of all addresses within a minute; then whoever has failed once is slowed at once. */
const FREE_OF_ALL = 60;
const ALL_WITHIN_MS = 60_000;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** An address that has not tried for so long begins anew. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;
/** Remembered at once; the one that has tried longest ago is forgotten first. */
const MOST_ADDRESSES = 10_000;

interface Tried {
  readonly failed: number;
  readonly at: number;
  /** No try is looked at before. */
  readonly until: number;
}

/**
 * Slows whoever tries to sign in and fails: after a few tries each further one doubles the pause of its address, up
 * to five minutes. An address that has not failed is never refused, however many others do. Of this process alone.
 */
export class FailedTries {
  private readonly byAddress = new Map<string, Tried>();
  private ofAll = { since: -Infinity, failed: 0 };

  /**
   * Counts a try as failed until it is taken back: many at once are no way around.
   * @param nowMs on a clock that nobody sets
   * @returns for how long this address is refused, ms; undefined: the try may be looked at
   */
  begin(address: string, nowMs: number): number | undefined {
    const key = networkOf(address);
    const { failed, until } = this.triedBy(key, nowMs);
    if (nowMs < until) return until - nowMs;
    if (nowMs - this.ofAll.since >= ALL_WITHIN_MS) this.ofAll = { since: nowMs, failed: 0 };
    this.ofAll.failed += 1;
    const free = this.ofAll.failed > FREE_OF_ALL ? 0 : FREE_OF_ADDRESS;
    this.remember(key, { failed: failed + 1, at: nowMs, until: nowMs + pauseMs(failed + 1 - free) });
    return undefined;
  }

  /** Of the try that this address began last: it did not fail. */
  takeBack(address: string): void {
    const key = networkOf(address);
    const tried = this.byAddress.get(key);
    this.ofAll.failed = Math.max(0, this.ofAll.failed - 1);
    if (tried === undefined) return;
    if (tried.failed <= 1) this.byAddress.delete(key);
    else this.byAddress.set(key, { ...tried, failed: tried.failed - 1, until: -Infinity });
  }

  private triedBy(key: string, nowMs: number): Tried {
    const tried = this.byAddress.get(key);
    return tried === undefined || nowMs - tried.at > FORGOTTEN_AFTER_MS ? NEVER : tried;
  }

  private remember(key: string, tried: Tried): void {
    this.byAddress.delete(key);
    this.byAddress.set(key, tried);
    const [oldest] = this.byAddress.keys();
    if (this.byAddress.size > MOST_ADDRESSES && oldest !== undefined) this.byAddress.delete(oldest);
  }
}

const NEVER: Tried = { failed: 0, at: -Infinity, until: -Infinity };

const pauseMs = (over: number): number =>
  over <= 0 ? 0 : Math.min(SHORTEST_PAUSE_MS * 2 ** Math.min(over - 1, 20), LONGEST_PAUSE_MS);
