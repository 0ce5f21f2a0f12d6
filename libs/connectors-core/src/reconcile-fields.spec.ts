import { RULE_CODES } from '#domain/discrepancy-rule.js';
import { checkConfig } from './config-check.js';
import { PATIENCE } from './reconcile-fields.js';

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
