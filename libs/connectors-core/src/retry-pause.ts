import type { FaultCode } from './connector-error.js';
import { RETRY } from './connector-error.js';

/** The first pause's bound is this part of the longest one: 1 s for a minute, 5 s for five. */
const FIRST_PAUSE_PART = 60;
/** A shape that stays unknown this long is no passing error page: a person or a new version must help. */
const SOON_TRIES = 10;
const LATER_INVALID_RESPONSE_MS = 600_000;

/** A vendor that asks for a longer pause is asked again after this long all the same. */
export const LONGEST_WISH_MS = 3_600_000;

const FIRST_CALL_PAUSE_MS = 250;
export const LONGEST_CALL_PAUSE_MS = 2000;

/** Twice as long each time, up to the longest. @param times at least 1 */
export const doubled = (first: number, longest: number, times: number): number =>
  Math.min(longest, first * 2 ** Math.min(times - 1, 30));

/** Anywhere between nothing and a bound that doubles each time: callers that failed together do not return together. */
const fullJitter = (first: number, longest: number, tries: number, random: () => number): number =>
  random() * doubled(first, longest, tries);

function longestPause(code: FaultCode, tries: number): number {
  if (code === 'invalid_response' && tries > SOON_TRIES) return LATER_INVALID_RESPONSE_MS;
  return RETRY[code].longestPauseMs;
}

/**
 * How long a work item rests before it is tried again, ms. Ask `RETRY[code].later` whether it is at all.
 * The vendor's wish is kept, up to an hour; beside it the pause is never longer than the code's longest one.
 * @param tries how often it was tried so far, at least 1
 * @param random uniform in [0, 1)
 * @param retryAfterMs the vendor's wish: the pause is not shorter
 */
export function pauseBeforeRetry(
  code: FaultCode,
  tries: number,
  random: () => number,
  retryAfterMs = 0,
): number {
  const longest = longestPause(code, tries);
  const first = RETRY[code].longestPauseMs / FIRST_PAUSE_PART;
  const wish = Math.min(LONGEST_WISH_MS, retryAfterMs);
  // After a long wish too, those who were told it together do not return together.
  return Math.min(Math.max(longest, wish + first), wish + fullJitter(first, longest, tries, random));
}

/**
 * The pause between two attempts of one call, ms, at most two seconds: a worker is waiting.
 * @returns null when the vendor asks for more; then the work item is tried later instead
 */
export function pauseWithinCall(tries: number, random: () => number, retryAfterMs = 0): number | null {
  if (retryAfterMs > LONGEST_CALL_PAUSE_MS) return null;
  const pause = fullJitter(FIRST_CALL_PAUSE_MS, LONGEST_CALL_PAUSE_MS, tries, random);
  return Math.min(LONGEST_CALL_PAUSE_MS, retryAfterMs + pause);
}
