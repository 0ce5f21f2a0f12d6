import type { BreakerSettings, Outcome } from './circuit-breaker.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { ConcurrencyLimit } from './concurrency-limit.js';
import type { ConnectorLimits } from './connector.js';
import { ConnectorError } from './connector-error.js';
import { RateLimit } from './rate-limit.js';
import type { Timers } from './timers.js';
import { VendorClock } from './vendor-clock.js';

/** A vendor may ask for a longer pause; the account's line as a whole is not held longer than this. */
const LONGEST_HOLD_MS = 60_000;

/** Leave to send one attempt; must be ended once. */
export interface Passage {
  /** @param fault what came of a call that failed */
  end(outcome: Outcome, fault?: ConnectorError): void;
}

/** What one account's calls share: its rate, its places, its circuit breaker, and its vendor's clock. */
export class AccountLine {
  readonly vendorClock = new VendorClock();
  private readonly rate = new RateLimit();
  private readonly concurrency: ConcurrencyLimit;
  private readonly breaker: CircuitBreaker;
  /** What the last of the calls that failed came to. */
  private lastFault: ConnectorError | undefined;

  constructor(
    breaker: BreakerSettings,
    private readonly timers: Timers,
  ) {
    this.breaker = new CircuitBreaker(breaker);
    this.concurrency = new ConcurrencyLimit(timers);
  }

  /**
   * Waits for a place and for the rate, together at most `longestWaitMs`.
   * @throws ConnectorError `unavailable` while the breaker is open, `rate_limited` when the wait would be too long
   */
  async enter(limits: ConnectorLimits, longestWaitMs: number): Promise<Passage> {
    this.refuseWhenOpen();
    const startedAt = this.timers.elapsedMs();
    const release = await this.concurrency.enter(limits.concurrency, longestWaitMs);
    if (release === null) throw tooBusy(this.rate.waitMs(this.timers.elapsedMs()));
    try {
      await this.awaitTurn(limits, longestWaitMs - (this.timers.elapsedMs() - startedAt));
      return this.passage(release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The vendor asked for a pause: nobody on this account sends before it is over. */
  hold(ms: number): void {
    this.rate.hold(this.timers.elapsedMs() + Math.min(ms, LONGEST_HOLD_MS));
  }

  private refuseWhenOpen(): void {
    const wait = this.breaker.refusal(this.timers.elapsedMs());
    if (wait !== null) throw this.notNow(wait);
  }

  private async awaitTurn({ requestsPerSecond }: ConnectorLimits, longestWaitMs: number): Promise<void> {
    const now = this.timers.elapsedMs();
    const wait = this.rate.reserve(now, requestsPerSecond, Math.max(0, longestWaitMs));
    if (wait === null) throw tooBusy(this.rate.waitMs(now));
    if (wait > 0) await this.timers.pause(wait);
  }

  private passage(release: () => void): Passage {
    const permit = this.breaker.enter(this.timers.elapsedMs());
    if (permit === null) throw this.notNow(this.breaker.refusal(this.timers.elapsedMs()) ?? 0);
    return {
      end: (outcome, fault) => {
        if (outcome === 'failed') this.lastFault = fault;
        permit.end(outcome, this.timers.elapsedMs());
        release();
      },
    };
  }

  private notNow(retryAfterMs: number): ConnectorError {
    const why = 'not called: most calls of this account failed just now';
    const { lastFault } = this;
    const last = lastFault === undefined ? '' : `, the last with ${lastFault.code}: ${lastFault.message}`;
    return new ConnectorError('unavailable', why + last, {
      retryAfterMs: Math.ceil(retryAfterMs),
      notSent: 'resting',
    });
  }
}

const tooBusy = (retryAfterMs: number): ConnectorError =>
  new ConnectorError('rate_limited', 'not called: too many calls of this account are waiting', {
    retryAfterMs: Math.ceil(retryAfterMs),
    notSent: 'resting',
  });
