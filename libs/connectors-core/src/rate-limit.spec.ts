import fc from 'fast-check';
import { RateLimit } from './rate-limit.js';

describe('RateLimit', () => {
  it('lets the first call through at once and spaces the rest evenly', () => {
    const rate = new RateLimit();
    expect([0, 0, 0, 10].map((now) => rate.reserve(now, 20, 1000))).toEqual([0, 50, 100, 140]);
    expect(rate.waitMs(10)).toBe(190);
  });

  it('gives no place to a caller that would wait too long, and takes none from the others', () => {
    const rate = new RateLimit();
    rate.reserve(0, 1, 0);
    expect(rate.reserve(0, 1, 999)).toBeNull();
    expect(rate.reserve(0, 1, 1000)).toBe(1000);
  });

  it('holds everybody for as long as the vendor asked', () => {
    const rate = new RateLimit();
    rate.hold(500);
    rate.hold(200);
    expect(rate.reserve(0, 20, 1000)).toBe(500);
    expect(rate.reserve(600, 20, 1000)).toBe(0);
  });

  it('never lets more through in any span of time than the rate allows', () => {
    const steps = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 100 }),
        fc.nat({ max: 2000 }),
        (gaps, perSecond, longestWait) => {
          const rate = new RateLimit();
          let now = 0;
          const sent: number[] = [];
          for (const gap of gaps) {
            now += gap;
            const wait = rate.reserve(now, perSecond, longestWait);
            if (wait !== null) sent.push(now + wait);
            expect(wait ?? 0).toBeLessThanOrEqual(longestWait);
          }
          for (let first = 0; first < sent.length; first += 1) {
            for (let last = first; last < sent.length; last += 1) {
              const span = sent[last]! - sent[first]!;
              expect(last - first + 1).toBeLessThanOrEqual(Math.floor((span * perSecond) / 1000 + 1e-6) + 1);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
