import { httpDate } from './http-date.js';
import { LONGEST_WISH_MS } from './retry-pause.js';

/** Whole or with decimals. */
const SECONDS = /^\d+(\.\d+)?$/;

/**
 * The Retry-After header in ms from now, at most an hour; undefined when absent or unreadable.
 * A date in it is held against the answer's own Date, because the two come from one clock.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const wish = headers['retry-after']?.trim() ?? '';
  if (SECONDS.test(wish)) return Math.min(LONGEST_WISH_MS, Math.ceil(Number(wish) * 1000));
  const until = httpDate(wish);
  if (until === undefined) return undefined;
  const from = httpDate(headers['date']?.trim()) ?? now.getTime();
  return Math.min(LONGEST_WISH_MS, Math.max(0, until - from));
}
