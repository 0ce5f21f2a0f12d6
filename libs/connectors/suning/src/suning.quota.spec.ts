import type { Account } from '#connectors-core/account.js';
import { checkConfig } from '#connectors-core/config-check.js';
import type { SuningConfig } from './suning.config.js';
import { suningFields } from './suning.config.js';
import { suningQuota } from './suning.quota.js';

const accountOf = (settings: object): Account<SuningConfig> => {
  const given = { appKey: 'the-key', appSecret: 's', orderSources: ['201'], ...settings };
  const config = checkConfig(suningFields, given).config as SuningConfig;
  return { id: 'a1', connector: 'suning', name: 'Suning', baseUrl: 'https://open.suning.com', config };
};

describe('the bound on calls to Suning', () => {
  it.each([
    ['minute', '2024-01-05T16:30:00.000Z', '2024-01-05T16:31:00.000Z'],
    ['hour', '2024-01-05T16:00:00.000Z', '2024-01-05T17:00:00.000Z'],
    ['day', '2024-01-05T16:00:00.000Z', '2024-01-06T16:00:00.000Z'],
  ])('counts by the %s, as Shanghai’s clock has it', (quotaPeriod, start, end) => {
    const at = new Date('2024-01-05T16:30:59.999Z');
    const period = suningQuota.period(at, accountOf({ quotaPeriod }));
    expect(period).toEqual({ start: new Date(start), end: new Date(end) });
  });

  it('is the account’s own, or none', () => {
    expect(suningQuota.limit(accountOf({ quotaCalls: 5000 }))).toBe(5000);
    expect(suningQuota.limit(accountOf({}))).toBeNull();
    expect(suningQuota.caller(accountOf({}))).toBe('the-key');
  });
});
