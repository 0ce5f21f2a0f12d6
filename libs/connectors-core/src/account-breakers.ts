import type { BreakerSettings, Outcome, Permit } from './circuit-breaker.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { ConnectorError } from './connector-error.js';

/** How an attempt ended, as far as it says something of the vendor. */
export interface AttemptEnd {
  /** Of connecting to its host. */
  readonly connecting: Outcome;
  /** Of what was asked of it. */
  readonly operation: Outcome;
  /** What came of an attempt that failed. */
  readonly fault?: ConnectorError | undefined;
}

/** Leave to send one attempt; its end must be told once. */
export interface Leave {
  end(end: AttemptEnd, now: number): void;
}

export interface BreakerRefusal {
  readonly waitMs: number;
  /** For people: what fails, and what the last of it came to. */
  readonly why: string;
}

/** Its breaker, and what the last of its attempts that failed came to. */
class Watched {
  private lastFault: ConnectorError | undefined;

  constructor(
    private readonly what: string,
    private readonly breaker: CircuitBreaker,
  ) {}

  refusal(now: number): BreakerRefusal | null {
    const waitMs = this.breaker.refusal(now);
    if (waitMs === null) return null;
    const { lastFault } = this;
    const last = lastFault === undefined ? '' : `, the last with ${lastFault.code}: ${lastFault.message}`;
    return { waitMs, why: `most ${this.what} failed just now${last}` };
  }

  enter(now: number): Permit {
    const permit = this.breaker.enter(now);
    if (permit === null) throw new Error('entered an open breaker');
    return permit;
  }

  failed(fault: ConnectorError | undefined): void {
    this.lastFault = fault;
  }
}

/**
 * The circuit breakers of one account: one for connecting to its host at all, which stops everything, and one for
 * each operation, which stops that one alone. Pure: the time comes from the caller.
 */
export class AccountBreakers {
  private readonly connecting: Watched;
  private readonly operations = new Map<string, Watched>();

  constructor(private readonly settings: BreakerSettings) {
    this.connecting = new Watched('connections of this account', new CircuitBreaker(settings));
  }

  /** @returns why the operation is not to be tried now, or null */
  refusal(operation: string, now: number): BreakerRefusal | null {
    return this.connecting.refusal(now) ?? this.of(operation).refusal(now);
  }

  /** Only where `refusal` has none, at the same time. */
  enter(operation: string, now: number): Leave {
    const watched = this.of(operation);
    const [connecting, own] = [this.connecting.enter(now), watched.enter(now)];
    return {
      end: (end, endedAt) => {
        if (end.connecting === 'failed') this.connecting.failed(end.fault);
        if (end.operation === 'failed') watched.failed(end.fault);
        connecting.end(end.connecting, endedAt);
        own.end(end.operation, endedAt);
      },
    };
  }

  private of(operation: string): Watched {
    const known = this.operations.get(operation);
    if (known !== undefined) return known;
    const watched = new Watched(`calls of ${operation}`, new CircuitBreaker(this.settings));
    this.operations.set(operation, watched);
    return watched;
  }
}
