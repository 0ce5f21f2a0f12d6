import { ConnectorError } from '#connectors-core/connector-error.js';
import { answering, fixture, pospalAccount } from '../../../../test/fixtures/pospal/pospal-account.js';
import { PospalClient } from './pospal.client.js';
import { PospalQuota } from './pospal.quota.js';

const DAY = { start: new Date('2024-01-04T16:00:00Z'), end: new Date('2024-01-05T16:00:00Z') };
const data = (text: string): string => `{"status":"success","data":${text}}`;

function reading(
  log: Buffer | string,
  limits: Buffer | string,
  settings: Readonly<Record<string, unknown>> = {},
) {
  const vendor = answering(log, limits);
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

  it('is read by one call where the log of the day names the limit', async () => {
    const { read, sent, bodies } = reading(fixture('access-log'), fixture('access-times'));
    expect(await read).toEqual({ limit: 10_000, used: 123 });
    expect(sent.map(({ path }) => path.split('/').slice(-2).join('/'))).toEqual([
      'openApiLimitAccess/queryDailyAccessTimesLog',
    ]);
    expect(bodies()).toEqual([
      '{"appId":"fixture-app-id-0001","beginDate":"2024-01-05","endDate":"2024-01-05"}',
    ]);
  });

  it('is asked for by another call where the log does not name it', async () => {
    const { read, sent } = reading(data('[]'), fixture('access-times'));
    expect(await read).toEqual({ limit: 10_000, used: 0 });
    expect(sent.map(({ path }) => path.split('/').at(-1))).toEqual([
      'queryDailyAccessTimesLog',
      'queryAccessTimes',
    ]);
  });

  it('is ours, whatever the other appIds of the chain have', async () => {
    const log = `[{"appId":"sibling","limitTimes":300,"accessDate":"2024-01-05","haveAcessTimes":299},
      {"appId":"sibling 2","accessDate":"2024-01-05"},
      {"appId":"fixture-app-id-0001","limitTimes":500,"accessDate":"2024-01-05","haveAcessTimes":7}]`;
    expect(await reading(data(log), data('[]')).read).toEqual({ limit: 500, used: 7 });
    const others = '[{"appId":"sibling","limitTimes":300,"accessDate":"2024-01-05","haveAcessTimes":299}]';
    const limits = '[{"appId":"sibling","limitTimes":300},{"appId":"fixture-app-id-0001","limitTimes":400}]';
    expect(await reading(data(others), data(limits)).read).toEqual({ limit: 400, used: 0 });
  });

  it.each([
    ['[]', '{"limitTimes":100}', {}, { limit: 100, used: 0 }],
    [
      '{"accessDate":"2024-01-05 00:00:00","haveAccessTimes":"30"}',
      '{"limitTimes":100}',
      {},
      { limit: 100, used: 30 },
    ],
    ['[{"accessDate":"2024-01-05","haveAcessTimes":30}]', '{"limitTimes":100}', {}, { limit: 100, used: 30 }],
    ['[{"accessDate":"2024-01-04","haveAccessTimes":30}]', '{"limitTimes":100}', {}, { limit: 100, used: 0 }],
    ['{"haveAccessTimes":30}', '{"limitTimes":100}', { accessTimesMean: 'left' }, { limit: 100, used: 70 }],
    ['{"haveAccessTimes":130}', '{"limitTimes":100}', { accessTimesMean: 'left' }, { limit: 100, used: 0 }],
    ['{"haveAccessTimes":30}', '{"limitTimes":100}', { dailyCalls: 50 }, { limit: 50, used: 30 }],
    [
      '[]',
      '[{"limitTimes":1,"startDate":"2023-01-01","endDate":"2023-12-31"},{"limitTimes":2,"startDate":"2024-01-01","endDate":"2024-12-31"}]',
      {},
      { limit: 2, used: 0 },
    ],
    ['{"haveAccessTimes":30,"limitTimes":0}', '{"limitTimes":0}', {}, { limit: null, used: 30 }],
    ['{"haveAccessTimes":30}', '{}', {}, { limit: null, used: 30 }],
    ['{"haveAccessTimes":30}', '[]', { accessTimesMean: 'left' }, { limit: null, used: 0 }],
  ])('of %s and %s under %j is %j', async (log, limits, settings, expected) => {
    expect(await reading(data(log), data(limits), settings).read).toEqual(expected);
  });

  it.each([
    ['null', '{"limitTimes":100}'],
    ['{"times":3}', '{"limitTimes":100}'],
    ['[]', '{"limitTimes":-1}'],
    ['[]', 'null'],
  ])('is not read from %s and %s', async (log, limits) => {
    await expect(reading(data(log), data(limits)).read).rejects.toBeInstanceOf(ConnectorError);
  });
});
