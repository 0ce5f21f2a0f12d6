import type { BreakerSettings } from './circuit-breaker.js';
import { DEFAULT_BREAKER } from './circuit-breaker.js';

export interface TransportSettings {
  readonly connectTimeoutMs: number;
  /** From the request's last byte to the answer's headers. */
  readonly headersTimeoutMs: number;
  /** Between two pieces of the answer's body. */
  readonly bodyTimeoutMs: number;
  /** One attempt as a whole: connect, send, headers, body. */
  readonly answerDeadlineMs: number;
  /** How long an attempt waits for its account's rate and concurrency before it is `rate_limited`. */
  readonly longestWaitMs: number;
  /** Counted as it arrives, and again after decompression. */
  readonly maxAnswerBytes: number;
  readonly connectionsPerOrigin: number;
  readonly breaker: BreakerSettings;
}

export const DEFAULT_TRANSPORT_SETTINGS: TransportSettings = {
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 10_000,
  answerDeadlineMs: 10_000,
  longestWaitMs: 10_000,
  maxAnswerBytes: 8 * 1024 * 1024,
  connectionsPerOrigin: 256,
  breaker: DEFAULT_BREAKER,
};
