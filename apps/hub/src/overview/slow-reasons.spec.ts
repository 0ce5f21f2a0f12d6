import { SLOW_REASON_TEXTS } from '#admin-contract/overview-texts.js';
import type { OverviewStore } from './overview-stores.query.js';
import { type AccountToday, slowReasons } from './slow-reasons.js';

const NOW = new Date('2026-03-12T02:20:00Z');
const store = (change: Partial<OverviewStore> = {}): OverviewStore => ({
  ...{ id: 's', code: 'S001', name: '一店', timeZone: 'Asia/Shanghai', businessDayStart: '04:00' },
  ...{ accountIds: ['till', 'shop'], lastSaleAt: new Date(NOW.getTime() - 60_000), held: 0 },
  ...change,
});
const account = (id: string, change: Partial<AccountToday> = {}): [string, AccountToday] => [
  id,
  {
    ...{ id, name: id, connector: 'pospal', paused: false, health: { state: 'well', troubles: [] } },
    ...change,
  },
];
const trouble = (what: 'dispatches' | 'brakes', code: 'unavailable' | 'person') => ({
  ...{ accountId: 'till', what, code, message: 'the vendor’s own words', count: 3, oldestAt: NOW },
});
const lag = (accountId: string, behindSeconds: number | null) =>
  [accountId, { accountId, stream: 'orders', completeTo: NOW, behindSeconds }] as const;

it('everything that may be why is said, in both languages, without a vendor’s words', () => {
  const troubles = [trouble('dispatches', 'unavailable'), trouble('brakes', 'person')];
  const accounts = new Map([
    account('till', { health: { state: 'unwell', troubles } }),
    account('shop', { paused: true, health: { state: 'paused', troubles } }),
    account('elsewhere', { paused: true }),
  ]);
  const silent = store({ held: 2, lastSaleAt: new Date(NOW.getTime() - 31 * 60_000) });
  const reasons = slowReasons(silent, { accounts, lags: new Map([lag('till', 900)]) }, NOW);
  expect(reasons.map(({ code, params }) => [code, params])).toEqual([
    ['account_paused', { accountId: 'shop', account: 'shop' }],
    [
      'account_unwell',
      { accountId: 'till', account: 'till', list: 'dispatches', code: 'unavailable', count: 3 },
    ],
    ['repairs_stopped', { accountId: 'till', account: 'till', stop: 'person' }],
    ['coverage_behind', { accountId: 'till', account: 'till', stream: 'orders', minutes: 15 }],
    ['dispatches_held', { count: 2 }],
    ['no_orders', { minutes: 31, since: '2026-03-12T01:49:00.000Z' }],
  ]);
  expect(reasons.map(({ code }) => code).sort()).toEqual(Object.keys(SLOW_REASON_TEXTS).sort());
  for (const { text } of reasons) {
    expect(text.zh).toMatch(/\p{Script=Han}/u);
    expect(text.en).toMatch(/^[A-Z0-9]/);
    expect(`${text.zh}${text.en}`).not.toMatch(/[{}]|—|own words/);
  }
});

it('where nothing is known nothing is said', () => {
  const accounts = new Map([account('till'), account('shop')]);
  const lags = new Map([lag('till', 899), lag('shop', null)]);
  expect(slowReasons(store(), { accounts, lags }, NOW)).toEqual([]);
  expect(slowReasons(store({ lastSaleAt: null, accountIds: ['gone'] }), { accounts, lags }, NOW)).toEqual([]);
});
