import { DEFAULT_RULE_SET, ruleSetAt } from './rule-set.js';

const day = (date: string) => new Date(`2026-${date}T00:00:00Z`);
const stated = (version: number, from: string) => ({ ...DEFAULT_RULE_SET, version, inForceFrom: day(from) });

describe('the rule set of an order', () => {
  it('is the latest that is in force at its time, else the one that nobody stated', () => {
    const all = [stated(1, '01-10'), stated(2, '03-01'), stated(3, '02-01')];
    const versions = ['01-09', '01-10', '01-31', '02-01', '03-15'].map(
      (date) => ruleSetAt(all, day(date)).version,
    );
    expect(versions).toEqual([0, 1, 1, 3, 3]);
    expect(ruleSetAt(all.toReversed(), day('03-15')).version).toBe(3);
    expect(ruleSetAt([], day('01-01'))).toBe(DEFAULT_RULE_SET);
  });
});
