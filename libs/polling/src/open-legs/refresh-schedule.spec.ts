import fc from 'fast-check';
import type { FoldedLeg } from '#domain/leg.js';
import { FULFILMENT_STATES, PAYMENT_STATES } from '#domain/order-status.js';
import { DEFAULT_REFRESH_SCHEDULE } from '../polling-settings.js';
import { isAtEnd, lookDue, nextDaily, nextLook, nextRefresh, refreshDue } from './refresh-schedule.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIRST = new Date('2026-03-05T01:02:03.456Z');
const at = (age: number) => new Date(FIRST.getTime() + age);
const next = (age: number) => nextRefresh(FIRST, at(age), DEFAULT_REFRESH_SCHEDULE);

const leg = (fulfilment: string, payment = 'paid') =>
  ({ fulfilment: { value: { state: fulfilment } }, payment: { value: { state: payment } } }) as FoldedLeg;

describe('the schedule', () => {
  it.each([
    [-5 * MINUTE, MINUTE],
    [0, MINUTE],
    [MINUTE, 5 * MINUTE],
    [5 * MINUTE - 1, 5 * MINUTE],
    [5 * MINUTE, 15 * MINUTE],
    [15 * MINUTE, HOUR],
    [HOUR, 2 * HOUR],
    [46.5 * HOUR, 47 * HOUR],
    [47 * HOUR, 48 * HOUR],
    [48 * HOUR, 3 * DAY],
    [3.5 * DAY, 4 * DAY],
    [29 * DAY, 30 * DAY],
  ])('comes after %d ms at %d ms', (age, due) => {
    expect(next(age)).toEqual(at(due));
  });

  it('ends after thirty days', () => {
    expect(next(30 * DAY)).toBeNull();
    expect(next(400 * DAY)).toBeNull();
  });

  it('has 79 steps, each after the one before', () => {
    let steps = 0;
    for (let due = next(0); due !== null; due = nextRefresh(FIRST, due, DEFAULT_REFRESH_SCHEDULE)) steps += 1;
    expect(steps).toBe(4 + 47 + 28);
  });

  it('is always later than what it comes after', () => {
    fc.assert(
      fc.property(fc.integer({ min: -DAY, max: 40 * DAY }), (age) => {
        const due = next(age);
        expect(due === null ? age >= 30 * DAY : due > at(age)).toBe(true);
      }),
    );
  });
});

describe('an end state', () => {
  it('is cancelled, or completed and not unpaid, and nothing else', () => {
    const ends = FULFILMENT_STATES.flatMap((fulfilment) =>
      PAYMENT_STATES.filter((payment) => isAtEnd(leg(fulfilment, payment))).map(
        (payment) => `${fulfilment} ${payment}`,
      ),
    );
    const expected = FULFILMENT_STATES.flatMap((fulfilment) =>
      PAYMENT_STATES.filter(
        (payment) => fulfilment === 'cancelled' || (fulfilment === 'completed' && payment !== 'unpaid'),
      ).map((payment) => `${fulfilment} ${payment}`),
    );
    expect(ends).toEqual(expected);
  });

  it('is none while nothing is known', () => {
    expect(isAtEnd({})).toBe(false);
    expect(isAtEnd(leg('unknown', 'unknown'))).toBe(false);
  });
});

describe('when a leg is due', () => {
  const due = (folded: FoldedLeg, confirmedAt: Date) =>
    refreshDue({ createdAt: FIRST, confirmedAt, folded }, DEFAULT_REFRESH_SCHEDULE);

  it('is at once when only a receipt opened it', () => {
    expect(due({}, new Date(0))).toEqual(FIRST);
  });

  it('is the step after what was last said of it', () => {
    expect(due(leg('accepted'), at(3 * MINUTE))).toEqual(at(5 * MINUTE));
  });

  it('is never once it is at its end, or too old', () => {
    expect(due(leg('completed'), at(0))).toBeNull();
    expect(due(leg('accepted'), at(31 * DAY))).toBeNull();
  });
});

describe('a leg that listings show', () => {
  const look = (age: number) => nextLook(FIRST, at(age), DEFAULT_REFRESH_SCHEDULE);
  const daily = (age: number) => nextDaily(FIRST, at(age), DEFAULT_REFRESH_SCHEDULE);

  it('is looked for four hours after it was last seen, after two days once a day, after thirty no more', () => {
    expect([0, HOUR, 47 * HOUR].map(look)).toEqual([4 * HOUR, 5 * HOUR, 51 * HOUR].map(at));
    expect([48 * HOUR, 71 * HOUR, 29 * DAY].map(look)).toEqual([3 * DAY, 3 * DAY, 30 * DAY].map(at));
    expect(look(30 * DAY)).toBeNull();
  });

  it('is fetched once a day where they do not show it', () => {
    expect([0, 23 * HOUR, DAY, 28.5 * DAY].map(daily)).toEqual([DAY, DAY, 2 * DAY, 29 * DAY].map(at));
    expect(daily(30 * DAY)).toBeNull();
  });

  it('waits for a listing, also when only a receipt tells of it, and is over at its end', () => {
    const due = (folded: FoldedLeg) =>
      lookDue({ createdAt: FIRST, confirmedAt: new Date(0), folded }, DEFAULT_REFRESH_SCHEDULE);
    expect(due({})).toEqual(at(4 * HOUR));
    expect(due(leg('cancelled'))).toBeNull();
    const seen = { createdAt: FIRST, confirmedAt: at(HOUR), folded: leg('created') };
    expect(lookDue(seen, DEFAULT_REFRESH_SCHEDULE)).toEqual(at(5 * HOUR));
  });
});
