import fc from 'fast-check';
import { type AccountFigures, DAY_MS, HOUR_MS, limitOf, stopOfAccount, stopOfAll } from './stop-rule.js';

const NOW = new Date('2026-03-12T02:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR_MS);

const WELL: AccountFigures = {
  lastHour: { compared: 0, differing: 0 },
  before: [],
  failedFetches: 0,
  empty: null,
  notMended: new Map(),
};
const reason = (figures: Partial<AccountFigures>) => stopOfAccount({ ...WELL, ...figures }, NOW)?.reason;

/** Hours of ten orders of which so many differed, the last of them two hours ago. */
const hours = (differing: readonly number[], compared = 10) =>
  differing.map((count, at) => ({ start: hoursAgo(2 + at), compared, differing: count }));
/** As many for more than three days. */
const days = (differing: number, compared = 10) => hours(new Array<number>(80).fill(differing), compared);

describe('an account is stopped', () => {
  it.each([
    [20, 3, 'many_differ'],
    [20, 2, undefined],
    [19, 19, undefined],
    [1000, 101, 'many_differ'],
    [1000, 100, undefined],
  ])('of %i orders %i differ, and nobody knows what is usual: %s', (compared, differing, expected) => {
    expect(reason({ lastHour: { compared, differing } })).toBe(expected);
    expect(reason({ lastHour: { compared, differing }, before: hours([9, 9, 9]) })).toBe(expected);
  });

  it.each([
    [30, 'many_differ', 0],
    [30, undefined, 1],
    [31, 'many_differ', 1],
    [60, undefined, 2],
    [61, 'many_differ', 2],
    [100, undefined, 4],
  ])('%i of 100 differ: %s where %i of ten is usual', (differing, expected, usual) => {
    expect(reason({ lastHour: { compared: 100, differing }, before: days(usual) })).toBe(expected);
  });

  it('by the hour in the middle, however bad single ones were', () => {
    const before = [...days(1), ...hours(new Array<number>(79).fill(10))];
    expect(reason({ lastHour: { compared: 100, differing: 31 }, before })).toBe('many_differ');
  });

  it('tells the numbers', () => {
    const figures = { ...WELL, lastHour: { compared: 30, differing: 10 }, before: days(1) };
    expect(stopOfAccount(figures, NOW)?.detail).toEqual({
      ...{ compared: 30, differing: 10, percent: 33.3, usualPercent: 10 },
    });
  });

  it('when five of ten fetches fail, and not when four do', () => {
    expect(reason({ failedFetches: 4 })).toBeUndefined();
    expect(reason({ failedFetches: 5 })).toBe('fetches_fail');
  });

  it('when nothing was listed where ten orders are usual, and not where it is less', () => {
    const [from, to] = [hoursAgo(1), NOW];
    expect(reason({ empty: { from, to, usual: 9.9 } })).toBeUndefined();
    expect(reason({ empty: { from, to, usual: 10 } })).toBe('empty_window');
  });

  it('when two repairs of one rule mended nothing, and not when each of two did', () => {
    expect(
      reason({
        notMended: new Map([
          ['stuck', 1],
          ['unconfirmed', 1],
        ]),
      }),
    ).toBeUndefined();
    expect(reason({ notMended: new Map([['stuck', 2]]) })).toBe('not_mended');
  });
});

const tally = fc
  .tuple(fc.nat(300), fc.nat(100))
  .map(([compared, share]) => ({ compared, differing: Math.floor((compared * share) / 100) }));
const past = fc.array(
  fc.record({
    compared: fc.integer({ min: 1, max: 200 }),
    share: fc.nat(100),
    ago: fc.integer({ min: 2, max: 168 }),
  }),
  { maxLength: 30 },
);

it('is stopped by its orders exactly where an oracle in fractions says so', () => {
  fc.assert(
    fc.property(tally, past, (lastHour, hoursBefore) => {
      const before = hoursBefore.map(({ compared, share, ago }) => ({
        ...{ start: hoursAgo(ago), compared, differing: Math.floor((compared * share) / 100) },
      }));
      const shares = before.map(({ compared, differing }) => differing / compared).sort((a, b) => a - b);
      const middle = shares[Math.ceil(shares.length / 2) - 1];
      const isKnown = before.some(({ start }) => NOW.getTime() - start.getTime() >= 3 * DAY_MS);
      const share = lastHour.differing / lastHour.compared;
      const isMore = !isKnown || share > 3 * middle! + 1e-9;
      const expected = lastHour.compared >= 20 && share > 0.1 && isMore;
      expect(reason({ lastHour, before })).toBe(expected ? 'many_differ' : undefined);
    }),
  );
});

it('does not go on because more differs or fails', () => {
  fc.assert(
    fc.property(tally, past, fc.nat(10), fc.nat(10), (lastHour, hoursBefore, failedFetches, more) => {
      const before = hoursBefore.map(({ compared, ago }) => ({
        start: hoursAgo(ago),
        compared,
        differing: 0,
      }));
      const differing = Math.min(lastHour.compared, lastHour.differing + more);
      const worse = { lastHour: { ...lastHour, differing }, before, failedFetches: failedFetches + more };
      if (reason({ lastHour, before, failedFetches }) !== undefined) expect(reason(worse)).toBeDefined();
    }),
  );
});

describe('one more repair is too many', () => {
  const LIMITS = { mostOfRule: 20, mostOfAccount: 50, mostOfAll: 200 };
  it.each([
    [19, 49, 199, undefined],
    [20, 20, 20, 'rule_limit'],
    [0, 50, 60, 'account_limit'],
    [0, 0, 200, 'all_limit'],
  ])('after %i of the rule, %i of the account, %i of all: %s', (ofRule, ofAccount, ofAll, expected) => {
    expect(limitOf({ ofRule, ofAccount, ofAll }, LIMITS, 'stuck')?.reason).toBe(expected);
  });
});

it('stops all with the third account', () => {
  expect(stopOfAll(2)).toBeNull();
  expect(stopOfAll(3)).toEqual({ reason: 'accounts_stopped', detail: { accounts: 3 } });
});
