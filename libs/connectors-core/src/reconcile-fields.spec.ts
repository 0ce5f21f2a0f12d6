import { RULE_CODES } from '#domain/discrepancy-rule.js';
import { isAutoRepair, RULE_REPAIRS } from '#domain/repair.js';
import { checkConfig } from './config-check.js';
import { PATIENCE, REPAIRS } from './reconcile-fields.js';

describe('the patience of rules', () => {
  const faultsOf = (patience: unknown) =>
    checkConfig([PATIENCE], { patience }).faults.map(({ field, message }) => `${field}: ${message}`);

  it('takes whole minutes of every rule, none at all and thirty days', () => {
    const all = Object.fromEntries(RULE_CODES.map((rule) => [rule, '0']));
    expect(faultsOf({ ...all, stuck: 43_200 })).toEqual([]);
    expect(faultsOf({})).toEqual([]);
  });

  it.each(['-1', '1.5', 'soon', '', '43201', '1e3'])('refuses %j minutes', (minutes) => {
    expect(faultsOf({ stuck: minutes })).toEqual(['patience.stuck: must be whole minutes, at most 43200']);
  });

  it('refuses what is no rule, by its name', () => {
    const [fault, ...others] = faultsOf({ stuk: '5', stuck: '5' });
    expect(others).toEqual([]);
    expect(fault).toMatch(/^patience\.stuk: is none of the rules: missing_at_till, /);
  });

  it('leaves what was saved before as it is', () => {
    expect(checkConfig([PATIENCE], { patience: { gone: 'x' } }, { stored: true }).faults).toEqual([]);
  });
});

describe('how repairs of rules are treated', () => {
  const faultsOf = (repairs: unknown) =>
    checkConfig([REPAIRS], { repairs }).faults.map(({ field, message }) => `${field}: ${message}`);

  it('is off or suggest for every rule', () => {
    for (const policy of ['off', 'suggest'])
      expect(faultsOf(Object.fromEntries(RULE_CODES.map((rule) => [rule, policy])))).toEqual([]);
  });

  it.each(RULE_CODES)('is auto of %s only where it offers what only looks again', (rule) => {
    const [fault, ...others] = faultsOf({ [rule]: 'auto', stuck: 'auto' });
    expect(others).toEqual([]);
    if (RULE_REPAIRS[rule].some(isAutoRepair)) expect(fault).toBeUndefined();
    else
      expect(fault).toBe(
        `repairs.${rule}: cannot be auto: only fetch, list, replay, derive are done without a person, and this rule offers none of them`,
      );
  });

  it('is nothing else, and of no other rule', () => {
    expect(faultsOf({ stuck: 'always' })).toEqual(['repairs.stuck: must be one of: off, suggest, auto']);
    expect(faultsOf({ stuk: 'off' })).toEqual([
      expect.stringMatching(/^repairs\.stuk: is none of the rules: /),
    ]);
  });

  it('lets nobody place, ship, complete, cancel or submit by itself', () => {
    for (const rule of ['missing_at_till', 'status_differs', 'alive_after_cancel', 'hour_differs'])
      expect(faultsOf({ [rule]: 'auto' })).toHaveLength(1);
  });
});
