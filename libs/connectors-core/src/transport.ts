import type { Account } from './account.js';
import type { ConnectorLimits } from './connector.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, added to the account's base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed, bounded, and in UTF-8 without a byte order mark, whichever charset it came in. */
  readonly body: Buffer;
  /** What the vendor may repeat of the account's settings and nobody is to read. */
  readonly secrets?: readonly string[];
}

export interface Call<T> {
  /** The vendor's operation, for logs and metrics, e.g. `communal.order.order-detail`. */
  readonly operation: string;
  /** `write`: once bytes may have reached the vendor, a lost answer is `outcome_unknown` and is not repeated here. */
  readonly effect: 'read' | 'write';
  /**
   * Sent once at most, whatever comes of it. For calls that the vendor counts: who asked had one call granted,
   * and asks for another one before it is tried again.
   */
  readonly once?: boolean;
  /**
   * No attempt begins at or after it (database clock, by the later of the host's two): somebody else may do it
   * then. Such a call ends as `unavailable`, and nothing of it was sent.
   */
  readonly writeBefore?: Date;
  /**
   * Builds and signs one attempt; called anew for every attempt, so nonce and timestamp are fresh.
   * @param vendorNow what the vendor's clock says now, as far as its answers have shown it: a vendor that
   * judges a timestamp judges it by that one
   */
  build(now: Date, vendorNow: Date): HttpRequest;
  /**
   * Reads an answer of status 2xx; other statuses never come here. After a write an answer that cannot
   * be read (`invalid_response`, or any error that is no ConnectorError) becomes `outcome_unknown`.
   * Whoever knows that the vendor did not do it says so: `rejected`, `rate_limited`, `invalid_signature`.
   * @throws ConnectorError for the vendor's own failures
   */
  read(answer: HttpAnswer): T;
}

export interface CallResult<T> {
  readonly value: T;
  /** When the answered attempt was built and sent, database clock: never later than the vendor saw it. */
  readonly sentAt: Date;
  /** The answer's body, decompressed, byte for byte as it came. */
  readonly body: Buffer;
}

/** All calls to vendors go through here: deadlines, bounded answers, retries, limits, circuit breaker. */
export interface Transport {
  /** @throws ConnectorError, and nothing else */
  call<T>(account: Account, limits: ConnectorLimits, call: Call<T>): Promise<CallResult<T>>;
}
