import fc from 'fast-check';
import { CALL_PURPOSES, GRANTED_PURPOSES, type GrantedPurpose } from '#connectors-core/call-purpose.js';
import { allowance, keptFrom, type ReserveInput, reserveOf, WRITE_PURPOSES } from './call-reserve.js';
import { allowedFrom } from './earliest-grant.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-31T00:00:00+08:00');
const DAY = { start: new Date(START), end: new Date(START + 24 * HOUR) };
const at = (hours: number): Date => new Date(START + hours * HOUR);

const till: ReserveInput = {
  ...{ limit: 300, period: DAY, now: at(0), dispatches: true },
  ...{ made: {}, weekAgo: {}, listingsPerHour: 2 },
};

const uses = fc.record(
  Object.fromEntries(CALL_PURPOSES.map((purpose) => [purpose, fc.nat({ max: 400 })])) as Record<
    (typeof CALL_PURPOSES)[number],
    fc.Arbitrary<number>
  >,
  { requiredKeys: [] },
);
const inputs: fc.Arbitrary<ReserveInput> = fc
  .record({
    limit: fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 2 ** 31 - 1 })),
    start: fc.integer({ min: 0, max: 2 ** 41 }),
    length: fc.integer({ min: 1, max: 40 * 24 * HOUR }),
    share: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    dispatches: fc.boolean(),
    made: uses,
    weekAgo: uses,
    listingsPerHour: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  .map(({ start, length, share, ...rest }) => ({
    ...rest,
    period: { start: new Date(start), end: new Date(start + length) },
    now: new Date(start + Math.floor(length * share)),
  }));
const purposes = fc.constantFrom<GrantedPurpose>(...GRANTED_PURPOSES);

const writesOf = (some: Partial<Record<GrantedPurpose, number>>): number =>
  WRITE_PURPOSES.reduce((sum, purpose) => sum + (some[purpose] ?? 0), 0);

describe('what is reserved', () => {
  it('of a fresh till is a fifth for placing and the day’s listings; the rest is free at once', () => {
    expect(reserveOf(till)).toMatchObject({ place: 60, cancel: 0, complete: 0, ship: 0, listing: 48 });
    expect(GRANTED_PURPOSES.map((purpose) => allowance(till, purpose))).toEqual([
      ...[300, 240, 240, 240, 240],
      ...[240, 192, 192, 192],
    ]);
  });

  it('for writes is the greatest of a week ago, today scaled and a fifth, less what was made', () => {
    const weekAgo = { place: 80, ship: 40, listing: 1_000 };
    expect(reserveOf({ ...till, weekAgo })).toMatchObject({ place: 80, ship: 40 });
    const made = { place: 30, ship: 30, fetch: 50 };
    expect(reserveOf({ ...till, weekAgo, made })).toMatchObject({ place: 50, ship: 10 });
    expect(reserveOf({ ...till, now: at(6), made })).toMatchObject({ place: 90, ship: 90 });
  });

  it('does not scale the first two hours of a day', () => {
    const made = { place: 10 };
    expect(reserveOf({ ...till, now: new Date(at(2).getTime() - 1), made }).place).toBe(50);
    expect(reserveOf({ ...till, now: at(2), made }).place).toBe(110);
  });

  it('shrinks by itself near the end', () => {
    const left = [12, 23, 23.5, 23.9].map((hours) => reserveOf({ ...till, now: at(hours) }));
    expect(left.map(({ place }) => place)).toEqual([60, 60, 30, 6]);
    expect(left.map(({ listing }) => listing)).toEqual([24, 2, 1, 1]);
  });

  it('is nothing for writes where nothing is dispatched', () => {
    expect(allowance({ ...till, dispatches: false, made: { place: 9 } }, 'listing')).toBe(300);
  });

  it('is whole calls, and of writes no more than are expected', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const reserve = reserveOf(input);
        for (const calls of Object.values(reserve)) {
          expect(Number.isInteger(calls)).toBe(true);
          expect(calls).toBeGreaterThanOrEqual(0);
        }
        expect(writesOf(reserve)).toBeLessThanOrEqual(Math.max(0, input.limit - writesOf(input.made)));
      }),
    );
  });
});

describe('an allowance', () => {
  it('is never above the limit, and never less for what comes first', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const allowed = GRANTED_PURPOSES.map((purpose) => allowance(input, purpose));
        expect(allowed[0]).toBe(input.limit);
        expect(allowed).toEqual(allowed.toSorted((a, b) => b - a));
        for (const calls of allowed) expect(calls).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never shrinks with a higher limit by more than a fifth of it, nor with fewer listings', () => {
    fc.assert(
      fc.property(inputs, purposes, fc.nat({ max: 1_000 }), (input, purpose, more) => {
        const fewer = { ...input, listingsPerHour: input.listingsPerHour / 2 };
        expect(allowance(fewer, purpose)).toBeGreaterThanOrEqual(allowance(input, purpose));
        const kept = keptFrom(purpose, reserveOf(input));
        const raised = keptFrom(purpose, reserveOf({ ...input, limit: input.limit + more }));
        expect(raised - kept).toBeLessThanOrEqual(more + 1);
      }),
    );
  });

  it('is not taken from by a write that was expected', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...WRITE_PURPOSES), (input, purpose) => {
        // Before today is scaled, each write that is made is one less to come.
        const early = { ...input, now: input.period.start };
        const made = { ...early.made, [purpose]: (early.made[purpose] ?? 0) + 1 };
        const [before, after] = [reserveOf(early), reserveOf({ ...early, made })];
        const fewer = writesOf(before) - writesOf(after);
        expect(fewer).toBe(writesOf(before) > 0 ? 1 : 0);
      }),
    );
  });
});

describe('allowedFrom', () => {
  it('is an instant at which so many calls are allowed, and there is none before', () => {
    fc.assert(
      fc.property(
        inputs,
        purposes,
        fc.nat({ max: 600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (input, purpose, used, share) => {
          const { listing } = reserveOf(input);
          const isAllowed = (now: Date): boolean =>
            input.limit - keptFrom(purpose, { ...reserveOf({ ...input, now }), listing }) >= used;
          const from = allowedFrom(input, purpose, used);
          const end = from ?? input.period.end;
          const some = new Date(
            input.now.getTime() + Math.floor((end.getTime() - input.now.getTime() - 1) * share),
          );
          if (from !== null) expect(isAllowed(from)).toBe(true);
          if (some >= input.now && some < end) expect(isAllowed(some)).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('lets go of what is kept for listings by no waiting', () => {
    const used = 250;
    expect(allowedFrom(till, 'listing', used)?.getTime()).toBe(at(23).getTime() + 10 * 60_000);
    expect(allowedFrom(till, 'backfill', used)).not.toBeNull();
    expect(allowedFrom({ ...till, dispatches: false, listingsPerHour: 3 }, 'backfill', used)).toBeNull();
  });
});
