/** The closed set of what can go wrong at a vendor; each code says what to do next, in the tables below. */
export const CONNECTOR_ERROR_CODES = [
  'invalid_config',
  'invalid_binding',
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
/** And what can go wrong in the hub itself, with a vendor's answer in hand or without. */
export const FAULT_CODES = [...CONNECTOR_ERROR_CODES, 'internal'] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/**
 * Whose fault a code says it is. `account`: its settings, keys or rights, so a person must correct them · `binding`:
 * the id of one store there, so that all other stores go on · `vendor`: it is away, refuses for now, or answers what
 * nobody can read · `order`: this one thing alone · `hub`: we do not know better.
 */
export type Blamed = 'account' | 'binding' | 'vendor' | 'order' | 'hub';

/**
 * What a code says of a write. `refused`: the vendor said that it will not · `not_taken`: nothing was taken, so it
 * may be tried again as if it had not been sent · `unknown`: everything that is not certain.
 */
export type WriteVerdict = 'refused' | 'not_taken' | 'unknown';

export interface RetryPolicy {
  readonly blames: Blamed;
  /** How often one call is tried again at once, inside the transport, with a freshly signed request. */
  readonly callRetries: number;
  /** Whether the work item is tried again later by its worker. */
  readonly later: boolean;
  /** The longest pause between tries of the work item, ms; the pause itself has full jitter. */
  readonly longestPauseMs: number;
  readonly write: WriteVerdict;
  /**
   * The vendor or the account as a whole does not work: nothing is wrong with what was asked for. Not so of an
   * answer that nobody could read, which may be about this very thing.
   */
  readonly outage: boolean;
  /** The vendor does not work, whatever was asked of it: counts against its circuit breaker. */
  readonly breaks: boolean;
}

const MINUTE_MS = 60_000;
const account = { blames: 'account', callRetries: 0, later: true, longestPauseMs: 10 * MINUTE_MS } as const;
const vendor = { blames: 'vendor', callRetries: 0, later: true, longestPauseMs: 5 * MINUTE_MS } as const;
/** Certainly without effect. */
const away = { write: 'not_taken', outage: true, breaks: false } as const;
/** Perhaps with one. */
const open = { write: 'unknown', outage: false, breaks: true } as const;
const never: RetryPolicy = {
  ...{ blames: 'order', callRetries: 0, later: false, longestPauseMs: 0 },
  ...{ write: 'refused', outage: false, breaks: false },
};

/** What follows from a code lives here and nowhere else. */
export const RETRY: Readonly<Record<FaultCode, RetryPolicy>> = {
  // A person must correct the account; trying again is cheap and heals by itself once they did.
  invalid_config: { ...account, ...away },
  // The same of one store alone, whose id there is wrong.
  invalid_binding: { ...account, ...away, blames: 'binding', outage: false },
  auth_failed: { ...account, ...away },
  // Fresh nonce and timestamp once; a clock or a key that is wrong stays wrong.
  invalid_signature: { ...account, ...away, callRetries: 1 },
  // Never at once: the vendor asks for fewer calls, and where it counts them each costs one.
  rate_limited: { ...vendor, ...away, longestPauseMs: MINUTE_MS },
  quota_exhausted: { ...vendor, ...away, longestPauseMs: 60 * MINUTE_MS },
  unavailable: { ...vendor, ...away, callRetries: 2, breaks: true },
  // A vendor that changed its shape, or a proxy's error page: soon again for the first ten tries.
  invalid_response: { ...vendor, ...open, longestPauseMs: MINUTE_MS },
  rejected: never,
  duplicate: never,
  outcome_unknown: { ...vendor, ...open },
  unsupported: never,
  // Says nothing about whether anything got there.
  internal: { ...vendor, ...open, blames: 'hub', breaks: false },
};

/** In the order of the codes. */
export const codesThatBlame = (...whom: readonly Blamed[]): ConnectorErrorCode[] =>
  CONNECTOR_ERROR_CODES.filter((code) => whom.includes(RETRY[code].blames));

export const OUTAGE_CODES: readonly ConnectorErrorCode[] = CONNECTOR_ERROR_CODES.filter(
  (code) => RETRY[code].outage,
);

/**
 * Why the hub itself did not send it: its account is paused, no call is left, it is not wanted any more, its time is
 * over, the hub could not find out, or the account's line rests after failures or is full. It was no try of anything.
 */
export const NOT_SENT = ['paused', 'no_calls', 'not_wanted', 'too_late', 'not_admitted', 'resting'] as const;
export type NotSent = (typeof NOT_SENT)[number];

export interface ConnectorErrorDetail {
  /** The vendor's own code, kept raw. */
  readonly vendorCode?: string | undefined;
  /** The earliest sensible next try, ms from now. */
  readonly retryAfterMs?: number | undefined;
  /** The window that was asked for is too large: halves of it may do. */
  readonly windowTooLarge?: boolean;
  /** Certainly nothing was sent, and the vendor is not to blame. */
  readonly notSent?: NotSent;
  readonly cause?: unknown;
}

/** `message` is for people and logs: it never holds a secret, a signature or a person's fields. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly vendorCode: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly windowTooLarge: boolean;
  readonly notSent: NotSent | undefined;

  constructor(
    readonly code: ConnectorErrorCode,
    message: string,
    detail: ConnectorErrorDetail = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.vendorCode = detail.vendorCode;
    this.retryAfterMs = detail.retryAfterMs;
    this.windowTooLarge = detail.windowTooLarge ?? false;
    this.notSent = detail.notSent;
  }
}

/** The vendor itself said that no call is left; not so where the hub's own budget refused. */
export const saysExhausted = (error: unknown): boolean =>
  error instanceof ConnectorError && error.code === 'quota_exhausted' && error.notSent === undefined;
