import { ConnectorError, type ConnectorErrorCode } from '#connectors-core/connector-error.js';
import type { StepOutcome } from './attempts.store.js';
import { type Shown, shown } from '../dispatch-words.js';

/** What went wrong in a step, as far as people may read it. */
export interface Fault {
  readonly code: ConnectorErrorCode;
  readonly vendorCode: string | null;
  readonly message: string;
  readonly retryAfterMs: number;
}

/** A fault of our own says nothing about whether anything got there, and its text may say too much. */
export function faultOf(error: unknown, otherwise: ConnectorErrorCode): Fault {
  if (error instanceof ConnectorError) {
    const { code, vendorCode, message, retryAfterMs } = error;
    return { code, vendorCode: vendorCode ?? null, message, retryAfterMs: retryAfterMs ?? 0 };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return { code: otherwise, vendorCode: null, message: `unexpected fault: ${name}`, retryAfterMs: 0 };
}

/** Whatever was thrown, to be thrown again. */
export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const LONGEST_MESSAGE = 500;

/** @param message the till's own words, if it said any */
export const doneOutcome = (message: string | null): StepOutcome => ({
  outcome: 'done',
  vendorCode: null,
  message: message?.slice(0, LONGEST_MESSAGE) ?? null,
});

export const faultShown = ({ code, message }: Fault): Shown => shown(code, message);

export const faultOutcome = ({ code, vendorCode, message }: Fault): StepOutcome => ({
  outcome: code,
  vendorCode,
  message: shown(code, message).message,
});

/** The vendor said that it will not. */
const REFUSED: ReadonlySet<ConnectorErrorCode> = new Set(['rejected', 'duplicate', 'unsupported']);
/** Nothing was taken; it may be tried again as if it had not been sent. */
const NOT_TAKEN: ReadonlySet<ConnectorErrorCode> = new Set([
  'invalid_config',
  'auth_failed',
  'invalid_signature',
  'rate_limited',
  'quota_exhausted',
  'unavailable',
]);

/** What a fault says about a write; everything that is not certain is unknown. */
export function writeVerdict({ code }: Fault): 'refused' | 'not_taken' | 'unknown' {
  if (REFUSED.has(code)) return 'refused';
  return NOT_TAKEN.has(code) ? 'not_taken' : 'unknown';
}
