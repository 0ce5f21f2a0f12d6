import fc from 'fast-check';
import { CONNECTOR_ERROR_CODES, RETRY } from './connector-error.js';
import { LONGEST_CALL_PAUSE_MS, LONGEST_WISH_MS, pauseBeforeRetry, pauseWithinCall } from './retry-pause.js';

const almostOne = () => 0.999_999;
const none = () => 0;

describe('pauseBeforeRetry', () => {
  it('doubles its bound from a sixtieth of the longest pause, with full jitter below it', () => {
    const bounds = [1, 2, 3, 6, 7, 20].map((tries) =>
      Math.round(pauseBeforeRetry('unavailable', tries, almostOne)),
    );
    expect(bounds).toEqual([5000, 10_000, 20_000, 160_000, 300_000, 300_000]);
    expect(pauseBeforeRetry('unavailable', 7, none)).toBe(0);
    expect(pauseBeforeRetry('unavailable', 7, () => 0.5)).toBe(150_000);
  });

  it('an unreadable answer is tried again within a minute ten times, then within ten minutes', () => {
    expect(pauseBeforeRetry('invalid_response', 10, almostOne)).toBeLessThanOrEqual(60_000);
    expect(Math.round(pauseBeforeRetry('invalid_response', 11, almostOne))).toBe(599_999);
  });

  it('waits as long as the vendor asks, an hour at most, and a first pause of jitter more', () => {
    expect(pauseBeforeRetry('rate_limited', 1, none, 30_000)).toBe(30_000);
    expect(pauseBeforeRetry('rate_limited', 20, almostOne, 30_000)).toBe(60_000);
    for (const code of CONNECTOR_ERROR_CODES) {
      expect(pauseBeforeRetry(code, 1, none, 3_600_000)).toBe(3_600_000);
      expect(pauseBeforeRetry(code, 1, none, 86_400_000)).toBe(3_600_000);
    }
    expect(Math.round(pauseBeforeRetry('rate_limited', 20, almostOne, 3_600_000))).toBe(3_601_000);
  });

  it('is never negative and never longer than the code allows', () => {
    const code = fc.constantFrom(...CONNECTOR_ERROR_CODES);
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        code,
        fc.integer({ min: 1, max: 100_000 }),
        random,
        fc.nat(),
        (each, tries, drawn, retryAfter) => {
          const pause = pauseBeforeRetry(each, tries, () => drawn, retryAfter);
          const longest = each === 'invalid_response' && tries > 10 ? 600_000 : RETRY[each].longestPauseMs;
          const wish = Math.min(retryAfter, LONGEST_WISH_MS);
          expect(pause).toBeGreaterThanOrEqual(wish);
          expect(pause).toBeLessThanOrEqual(Math.max(longest, wish + RETRY[each].longestPauseMs / 60));
        },
      ),
    );
  });
});

describe('pauseWithinCall', () => {
  it('is short, and leaves a longer wish to the worker', () => {
    expect(pauseWithinCall(1, almostOne)).toBeLessThanOrEqual(250);
    expect(pauseWithinCall(9, almostOne)).toBeLessThanOrEqual(LONGEST_CALL_PAUSE_MS);
    expect(pauseWithinCall(1, none, 1000)).toBe(1000);
    expect(pauseWithinCall(1, almostOne, 2000)).toBe(2000);
    expect(pauseWithinCall(1, none, 2001)).toBeNull();
  });
});
