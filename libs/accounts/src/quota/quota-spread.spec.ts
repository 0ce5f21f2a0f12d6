import fc from 'fast-check';
import { allowance, allowedFrom, type CallPurpose, pollingPace, turnedAt } from './quota-spread.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-31T00:00:00+08:00');
const DAY = { start: new Date(START), end: new Date(START + 24 * HOUR) };
const at = (hours: number): Date => new Date(START + hours * HOUR);

const limits = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }));
const purposes = fc.constantFrom<CallPurpose>('dispatch', 'polling');
const periods = fc
  .record({
    start: fc.integer({ min: 0, max: 2 ** 41 }),
    length: fc.integer({ min: 1, max: 40 * 24 * HOUR }),
  })
  .map(({ start, length }) => ({ start: new Date(start), end: new Date(start + length) }));
const instants = fc
  .record({
    period: periods,
    shares: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ period, shares }) => {
    const length = period.end.getTime() - period.start.getTime();
    const [early = 0, late = 0] = [...shares]
      .sort((a, b) => a - b)
      .map((share) => period.start.getTime() + Math.floor(share * length));
    return { period, early: new Date(early), late: new Date(late) };
  });

describe('allowance', () => {
  it('gives dispatch everything, and polling four fifths until the last hour', () => {
    const polling = (hours: number) =>
      allowance({ limit: 1_000, period: DAY, now: at(hours), purpose: 'polling', dispatches: true });
    const first = { limit: 1_000, period: DAY, now: at(0), dispatches: true };
    expect(allowance({ ...first, purpose: 'dispatch' })).toBe(1_000);
    expect([0, 12, 23, 23.25, 23.5, 24].map(polling)).toEqual([800, 800, 800, 850, 900, 1_000]);
  });

  it('keeps nothing where nothing is dispatched', () => {
    const first = { limit: 300, period: DAY, now: at(0), dispatches: false };
    expect(allowance({ ...first, purpose: 'polling' })).toBe(300);
    expect(pollingPace(first)).toEqual({ calls: 300, until: at(24), burst: 6 });
  });

  it('is never above the limit, never shrinks, and is never more for polling than for dispatch', () => {
    fc.assert(
      fc.property(
        limits,
        instants,
        purposes,
        fc.boolean(),
        (limit, { period, early, late }, purpose, dispatches) => {
          const spread = { limit, period, dispatches };
          const earlier = allowance({ ...spread, now: early, purpose });
          const later = allowance({ ...spread, now: late, purpose });
          expect(earlier).toBeGreaterThanOrEqual(0);
          expect(later).toBeGreaterThanOrEqual(earlier);
          expect(later).toBeLessThanOrEqual(limit);
          const forPolling = allowance({ ...spread, now: early, purpose: 'polling' });
          expect(forPolling).toBeLessThanOrEqual(allowance({ ...spread, now: early, purpose: 'dispatch' }));
        },
      ),
    );
  });
});

describe('allowedFrom', () => {
  it('is the first instant at which so many calls are allowed', () => {
    fc.assert(
      fc.property(limits, instants, fc.nat(), purposes, (limit, { period, early }, some, purpose) => {
        const used = some % (limit + 2);
        const input = { limit, period, now: early, purpose, dispatches: true };
        const from = allowedFrom(input, used);
        if (from === null) {
          const last = new Date(period.end.getTime() - 1);
          const none = last < early || allowance({ ...input, now: last }) < used;
          expect(none).toBe(true);
          return;
        }
        expect(allowance({ ...input, now: from })).toBeGreaterThanOrEqual(used);
        const before = new Date(from.getTime() - 1);
        if (before >= early) expect(allowance({ ...input, now: before })).toBeLessThan(used);
      }),
    );
  });
});

describe('turnedAt', () => {
  const period = (minutes: number) => ({ start: at(0), end: at(minutes / 60) });

  it('is two minutes into a period, and never takes from a short one', () => {
    expect([24 * 60, 60].map((minutes) => turnedAt(period(minutes)))).toEqual([at(1 / 30), at(1 / 30)]);
    expect([59, 1].map((minutes) => turnedAt(period(minutes)))).toEqual([at(0), at(0)]);
  });
});

describe('pollingPace', () => {
  const DAILY = { limit: 1_000, period: DAY, dispatches: true };

  it('spreads the reserve’s rest until it is released, then everything', () => {
    expect(pollingPace({ ...DAILY, now: at(5) })).toEqual({
      calls: 800,
      until: at(23),
      burst: 20,
    });
    expect(pollingPace({ ...DAILY, now: at(23) })).toEqual({
      calls: 1_000,
      until: at(24),
      burst: 20,
    });
  });

  it('never ends before now, nor spreads fewer calls than are allowed now', () => {
    fc.assert(
      fc.property(limits, instants, fc.boolean(), (limit, { period, early }, dispatches) => {
        const input = { limit, period, now: early, dispatches };
        const { calls, until, burst } = pollingPace(input);
        expect(until.getTime()).toBeGreaterThanOrEqual(early.getTime());
        expect(calls).toBeGreaterThanOrEqual(allowance({ ...input, purpose: 'polling' }));
        expect(burst).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
