import { ConnectorError } from '#connectors-core/connector-error.js';
import { answering, fixture, pospalAccount } from '../../../../test/fixtures/pospal/pospal-account.js';
import { PospalClient } from './pospal.client.js';
import { PospalQuota } from './pospal.quota.js';

const DAY = { start: new Date('2024-01-04T16:00:00Z'), end: new Date('2024-01-05T16:00:00Z') };
const data = (text: string): string => `{"status":"success","data":${text}}`;

function reading(
  limits: Buffer | string,
  log: Buffer | string,
  settings: Readonly<Record<string, unknown>> = {},
) {
  const vendor = answering(limits, log);
  const quota = new PospalQuota(new PospalClient(vendor.transport));
  return { read: quota.read(DAY, pospalAccount(settings)), ...vendor };
}

describe('the quota of Pospal', () => {
  const quota = new PospalQuota(new PospalClient(answering('').transport));

  it('is an appId’s, by days of Shanghai', () => {
    expect(quota.caller(pospalAccount())).toBe('fixture-app-id-0001');
    expect(quota.period(new Date('2024-01-05T15:59:59Z'))).toEqual(DAY);
    expect(quota.period(new Date('2024-01-05T16:00:00Z')).start).toEqual(DAY.end);
  });

  it('is the vendor’s to tell unless the account says how large it is', () => {
    expect(quota.limit(pospalAccount())).toBeNull();
    expect(quota.limit(pospalAccount({ dailyCalls: 500 }))).toBe(500);
  });

  it('is read from both operations, for the day', async () => {
    const { read, sent, bodies } = reading(fixture('access-times'), fixture('access-log'));
    expect(await read).toEqual({ limit: 10_000, used: 123 });
    expect(sent.map(({ path }) => path.split('/').slice(-2).join('/'))).toEqual([
      'openApiLimitAccess/queryAccessTimes',
      'openApiLimitAccess/queryDailyAccessTimesLog',
    ]);
    expect(bodies()).toEqual([
      '{"appId":"fixture-app-id-0001"}',
      '{"appId":"fixture-app-id-0001","beginDate":"2024-01-05","endDate":"2024-01-05"}',
    ]);
  });

  it.each([
    ['{"limitTimes":100}', '[]', {}, { limit: 100, used: 0 }],
    [
      '{"limitTimes":100}',
      '{"accessDate":"2024-01-05 00:00:00","haveAccessTimes":"30"}',
      {},
      { limit: 100, used: 30 },
    ],
    ['{"limitTimes":100}', '[{"accessDate":"2024-01-05","haveAcessTimes":30}]', {}, { limit: 100, used: 30 }],
    ['{"limitTimes":100}', '[{"accessDate":"2024-01-04","haveAccessTimes":30}]', {}, { limit: 100, used: 0 }],
    ['{"limitTimes":100}', '{"haveAccessTimes":30}', { accessTimesMean: 'left' }, { limit: 100, used: 70 }],
    ['{"limitTimes":100}', '{"haveAccessTimes":130}', { accessTimesMean: 'left' }, { limit: 100, used: 0 }],
    ['{"limitTimes":100}', '{"haveAccessTimes":30}', { dailyCalls: 50 }, { limit: 50, used: 30 }],
    [
      '[{"limitTimes":1,"startDate":"2023-01-01","endDate":"2023-12-31"},{"limitTimes":2,"startDate":"2024-01-01","endDate":"2024-12-31"}]',
      '[]',
      {},
      { limit: 2, used: 0 },
    ],
  ])('of %s and %s under %j is %j', async (limits, log, settings, expected) => {
    expect(await reading(data(limits), data(log), settings).read).toEqual(expected);
  });

  it.each([
    ['[]', '[]'],
    ['{}', '[]'],
    ['{"limitTimes":100}', 'null'],
    ['{"limitTimes":100}', '{"times":3}'],
    ['{"limitTimes":-1}', '[]'],
  ])('is not read from %s and %s', async (limits, log) => {
    await expect(reading(data(limits), data(log)).read).rejects.toBeInstanceOf(ConnectorError);
  });
});
