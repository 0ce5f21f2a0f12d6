import fc from 'fast-check';
import { planLooks } from './look-plan.js';

const DAY = 86_400_000;
const HOUR = DAY / 24;
const T0 = Date.parse('2026-03-05T00:00:00Z');
const legs = (...hours: number[]) => hours.map((hour) => ({ listedAt: T0 + hour * HOUR }));
const limits = { largestWindowMs: DAY, latest: T0 + 30 * DAY, mostStretches: 4 };

describe('looks', () => {
  it('are as long as the legs want that lie near each other', () => {
    expect(planLooks(legs(3, 20, 30), limits)).toEqual([
      { from: T0 + 3 * HOUR, to: T0 + 20 * HOUR + 1_000 },
      { from: T0 + 30 * HOUR, to: T0 + 30 * HOUR + 1_000 },
    ]);
  });

  it('are for those that have waited longest, where not all can be looked for', () => {
    const [first, second, ...more] = planLooks(legs(50, 3, 80, 51), { ...limits, mostStretches: 2 });
    expect([first?.from, second?.from, more]).toEqual([T0 + 50 * HOUR, T0 + 3 * HOUR, []]);
  });

  it('wait for what is too new', () => {
    expect(planLooks(legs(3, 4), { ...limits, latest: T0 + 3 * HOUR + 1_000 })).toHaveLength(1);
    expect(planLooks([], limits)).toEqual([]);
  });

  it('hold every leg when there are enough of them, and are never too large', () => {
    const instants = fc.array(fc.integer({ min: T0, max: T0 + 29 * DAY }), { maxLength: 50 });
    fc.assert(
      fc.property(instants, fc.integer({ min: 2_000, max: 3 * DAY }), (times, largestWindowMs) => {
        const sought = times.map((listedAt) => ({ listedAt }));
        const looks = planLooks(sought, { ...limits, largestWindowMs, mostStretches: 50 });
        expect(times.filter((at) => !looks.some(({ from, to }) => from <= at && at < to))).toEqual([]);
        expect(looks.every(({ from, to }) => to - from <= largestWindowMs)).toBe(true);
      }),
    );
  });
});
