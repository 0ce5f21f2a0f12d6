import { DomainError } from '#domain/domain-error.js';
import { storable } from '#domain/storable.js';
import { kindOf } from '#domain/thrown.js';
import { ConnectorError, type FaultCode, type NotSent, RETRY } from './connector-error.js';
import { pauseBeforeRetry } from './retry-pause.js';

/** Of what is kept and shown of a fault or a receipt, in UTF-16 units. */
const LONGEST_MESSAGE = 1_000;
const LONGEST_VENDOR_CODE = 100;

/** What went wrong, as far as people may read it. */
export interface Fault<Code extends FaultCode = FaultCode> {
  readonly code: Code;
  /** The vendor's own. */
  readonly vendorCode: string | null;
  readonly message: string;
  /** The vendor's wish; 0 when it has none. */
  readonly retryAfterMs: number;
  /** Nothing was sent, for a reason of the hub's own. */
  readonly notSent?: NotSent;
}

/** A message for people, as it is kept. */
export const shortMessage = (message: string): string => storable(message, LONGEST_MESSAGE);

export const shortVendorCode = (code: string): string => storable(code, LONGEST_VENDOR_CODE);

/** In the place of a vendor's words that the database refused after all. */
export const UNSTORABLE_WORDS = 'the database refused the vendor’s words: the log says why';

/**
 * The one place where an error becomes words for outside. A vendor's and the domain's errors are written for
 * people; anything else is named by its kind alone, because its words may quote a key or a person.
 * @param otherwise what an error means that nobody foresaw
 */
export function faultOf<Otherwise extends FaultCode>(
  error: unknown,
  otherwise: Otherwise,
): Fault<ConnectorError['code'] | Otherwise> {
  if (error instanceof ConnectorError) {
    const { code, vendorCode, message, retryAfterMs = 0, notSent } = error;
    return {
      code,
      vendorCode: vendorCode === undefined ? null : shortVendorCode(vendorCode),
      message: shortMessage(message),
      retryAfterMs,
      ...(notSent !== undefined && { notSent }),
    };
  }
  const message =
    error instanceof DomainError ? shortMessage(error.message) : `unexpected fault: ${kindOf(error)}`;
  return { code: otherwise, vendorCode: null, message, retryAfterMs: 0 };
}

/** The same error to `faultOf`, but for its words. */
export const inFixedWords = (error: unknown): unknown =>
  error instanceof ConnectorError
    ? new ConnectorError(error.code, UNSTORABLE_WORDS, { retryAfterMs: error.retryAfterMs, cause: error })
    : error;

/**
 * How long the work rests, ms; null when it is not tried again.
 * @param tries how often it was tried so far, at least 1
 * @param random uniform in [0, 1)
 */
export const pauseAfter = (
  { code, retryAfterMs }: Pick<Fault, 'code' | 'retryAfterMs'>,
  tries: number,
  random: () => number,
): number | null => (RETRY[code].later ? pauseBeforeRetry(code, tries, random, retryAfterMs) : null);
