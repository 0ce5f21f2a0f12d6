import { AccountBreakers, type AttemptEnd, type BreakerRefusal } from './account-breakers.js';
import type { BreakerSettings } from './circuit-breaker.js';
import { ConcurrencyLimit } from './concurrency-limit.js';
import type { ConnectorLimits } from './connector.js';
import { ConnectorError } from './connector-error.js';
import { RateLimit } from './rate-limit.js';
import { RateWords } from './rate-words.js';
import { LONGEST_WISH_MS } from './retry-pause.js';
import type { Timers } from './timers.js';
import { VendorClock } from './vendor-clock.js';

/** Leave to send one attempt; must be ended once. */
export interface Passage {
  end(end: AttemptEnd): void;
}

/** What one account's calls share: its rate, its places, its circuit breakers, and its vendor's clock. */
export class AccountLine {
  readonly vendorClock = new VendorClock();
  private readonly rate = new RateLimit();
  private rateWords = new RateWords();
  private readonly concurrency: ConcurrencyLimit;
  private breakers: AccountBreakers;

  constructor(
    private readonly breaker: BreakerSettings,
    private readonly timers: Timers,
  ) {
    this.breakers = new AccountBreakers(breaker);
    this.concurrency = new ConcurrencyLimit(timers);
  }

  /**
   * Waits for a place and for the rate, together at most `longestWaitMs`.
   * @throws ConnectorError `unavailable` while a breaker is open, `rate_limited` when the wait would be too long
   */
  async enter(operation: string, limits: ConnectorLimits, longestWaitMs: number): Promise<Passage> {
    this.refuseWhenOpen(operation);
    const startedAt = this.timers.elapsedMs();
    const release = await this.concurrency.enter(limits.concurrency, longestWaitMs);
    if (release === null) throw tooBusy(this.rate.waitMs(this.timers.elapsedMs()));
    try {
      await this.awaitTurn(limits, longestWaitMs - (this.timers.elapsedMs() - startedAt));
      return this.passage(operation, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The vendor asked for a pause: nobody on this account sends before it is over, or an hour. */
  hold(ms: number): void {
    this.rate.hold(this.timers.elapsedMs() + Math.min(ms, LONGEST_WISH_MS));
  }

  /** The vendor says that it is called too often: nobody on this account sends for a while. */
  slowDown(wishMs: number | undefined): void {
    this.rate.hold(this.rateWords.heard(this.timers.elapsedMs(), wishMs));
  }

  /** An answer that did not say so. */
  answered(): void {
    this.rateWords.answered();
  }

  /** The account is another one now: what its vendor said or failed to say before holds no call up. */
  forget(): void {
    this.rate.letGo();
    this.rateWords = new RateWords();
    this.breakers = new AccountBreakers(this.breaker);
  }

  private refuseWhenOpen(operation: string): void {
    const refusal = this.breakers.refusal(operation, this.timers.elapsedMs());
    if (refusal !== null) throw notNow(refusal);
  }

  private async awaitTurn({ requestsPerSecond }: ConnectorLimits, longestWaitMs: number): Promise<void> {
    const now = this.timers.elapsedMs();
    const wait = this.rate.reserve(now, requestsPerSecond, Math.max(0, longestWaitMs));
    if (wait === null) throw tooBusy(this.rate.waitMs(now));
    if (wait > 0) await this.timers.pause(wait);
  }

  private passage(operation: string, release: () => void): Passage {
    this.refuseWhenOpen(operation);
    const leave = this.breakers.enter(operation, this.timers.elapsedMs());
    return {
      end: (end) => {
        leave.end(end, this.timers.elapsedMs());
        release();
      },
    };
  }
}

const notNow = ({ why, waitMs }: BreakerRefusal): ConnectorError =>
  new ConnectorError('unavailable', `not called: ${why}`, {
    retryAfterMs: Math.ceil(waitMs),
    notSent: 'resting',
  });

const tooBusy = (retryAfterMs: number): ConnectorError =>
  new ConnectorError('rate_limited', 'not called: too many calls of this account are waiting', {
    retryAfterMs: Math.ceil(retryAfterMs),
    notSent: 'resting',
  });
