/** The closed set of what can go wrong at a vendor; each code says what to do next, in the tables below. */
export const CONNECTOR_ERROR_CODES = [
  'invalid_config',
  'auth_failed',
  'invalid_signature',
  'rate_limited',
  'quota_exhausted',
  'unavailable',
  'invalid_response',
  'rejected',
  'duplicate',
  'outcome_unknown',
  'unsupported',
] as const;
export type ConnectorErrorCode = (typeof CONNECTOR_ERROR_CODES)[number];

/**
 * Whose fault a code says it is. `account`: its settings, keys or rights, so a person must correct them ·
 * `vendor`: it is away, refuses for now, or answers what nobody can read · `order`: this one thing alone.
 */
export type Blamed = 'account' | 'vendor' | 'order';

export interface RetryPolicy {
  readonly blames: Blamed;
  /** How often one call is tried again at once, inside the transport, with a freshly signed request. */
  readonly callRetries: number;
  /** Whether the work item is tried again later by its worker. */
  readonly later: boolean;
  /** The longest pause between tries of the work item, ms; the pause itself has full jitter. */
  readonly longestPauseMs: number;
}

const never: RetryPolicy = { blames: 'order', callRetries: 0, later: false, longestPauseMs: 0 };

/** Retry policy, and whom a code blames, live here and nowhere else. */
export const RETRY: Readonly<Record<ConnectorErrorCode, RetryPolicy>> = {
  // A person must correct the account; trying again is cheap and heals by itself once they did.
  invalid_config: { blames: 'account', callRetries: 0, later: true, longestPauseMs: 600_000 },
  auth_failed: { blames: 'account', callRetries: 0, later: true, longestPauseMs: 600_000 },
  // Fresh nonce and timestamp once; a clock or a key that is wrong stays wrong.
  invalid_signature: { blames: 'account', callRetries: 1, later: true, longestPauseMs: 600_000 },
  rate_limited: { blames: 'vendor', callRetries: 2, later: true, longestPauseMs: 60_000 },
  quota_exhausted: { blames: 'vendor', callRetries: 0, later: true, longestPauseMs: 3_600_000 },
  unavailable: { blames: 'vendor', callRetries: 2, later: true, longestPauseMs: 300_000 },
  // A vendor that changed its shape, or a proxy's error page: soon again for the first ten tries.
  invalid_response: { blames: 'vendor', callRetries: 0, later: true, longestPauseMs: 60_000 },
  rejected: never,
  duplicate: never,
  outcome_unknown: { blames: 'vendor', callRetries: 0, later: true, longestPauseMs: 300_000 },
  unsupported: never,
};

/** In the order of the codes. */
export const codesThatBlame = (...whom: readonly Blamed[]): ConnectorErrorCode[] =>
  CONNECTOR_ERROR_CODES.filter((code) => whom.includes(RETRY[code].blames));

export interface ConnectorErrorDetail {
  /** The vendor's own code, kept raw. */
  readonly vendorCode?: string | undefined;
  /** The earliest sensible next try, ms from now. */
  readonly retryAfterMs?: number | undefined;
  /** The window that was asked for is too large: halves of it may do. */
  readonly windowTooLarge?: boolean;
  readonly cause?: unknown;
}

/** `message` is for people and logs: it never holds a secret, a signature or a person's fields. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly vendorCode: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly windowTooLarge: boolean;

  constructor(
    readonly code: ConnectorErrorCode,
    message: string,
    detail: ConnectorErrorDetail = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.vendorCode = detail.vendorCode;
    this.retryAfterMs = detail.retryAfterMs;
    this.windowTooLarge = detail.windowTooLarge ?? false;
  }
}
