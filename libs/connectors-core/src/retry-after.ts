/** A vendor that asks for more is asked again after this long all the same. */
const LONGEST_MS = 900_000;
const SECONDS = /^\d{1,9}$/;

/**
 * The Retry-After header in ms from now, bounded to 15 minutes; undefined when absent or unreadable.
 * A date in it is held against the answer's own Date, because the two come from one clock.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const wish = headers['retry-after']?.trim();
  if (wish === undefined || wish === '') return undefined;
  if (SECONDS.test(wish)) return Math.min(LONGEST_MS, Number(wish) * 1000);
  const until = Date.parse(wish);
  if (Number.isNaN(until)) return undefined;
  const vendorNow = Date.parse(headers['date'] ?? '');
  const from = Number.isNaN(vendorNow) ? now.getTime() : vendorNow;
  return Math.min(LONGEST_MS, Math.max(0, until - from));
}
