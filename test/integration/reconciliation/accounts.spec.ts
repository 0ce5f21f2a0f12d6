import { jest } from '@jest/globals';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Sql } from '#database/sql.js';
import { OrderFlagsService } from '#ledger/order-flags.service.js';
import { compareAccount } from '#reconciliation/compare/compare-account.js';
import { Keeping } from '#reconciliation/keep/keeping.js';
import { AccountDiscrepanciesQuery } from '#reconciliation/operator/account-discrepancies.query.js';
import { ComparedAccountsReader } from '#reconciliation/read/compared-accounts.js';
import { AccountsWatching } from '#reconciliation/watch/accounts-watching.js';
import { aRecording, PAID_AT, PLACED_AT } from '../../factories/observations.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const MAPPED_FIELDS = [{ field: 'payStatus', group: 'payment', setting: 'payStatusMap' }] as const;

describe('what accounts’ orders say that nobody knows', () => {
  let open: OpenLedger;
  let next = 1;
  const maps = new Map<string, Record<string, string>>();
  beforeAll(async () => {
    open = await openLedger();
  });
  afterAll(() => open.close());

  const anAccount = async (): Promise<string> => {
    const id = await addAccount(open.database);
    maps.set(id, {});
    return id;
  };
  /** How the accounts of this world are set. */
  const directory = {
    all: () =>
      [...maps].map(([id, payStatusMap]) => {
        const account = { id, connector: 'toy', name: id, baseUrl: '', config: { payStatusMap } };
        const connector = { id: 'toy', mappedFields: MAPPED_FIELDS };
        return { account, connector, paused: false, flagsSince: {} } as unknown as ActiveAccount;
      }),
  };
  const compare = (): Promise<void> => {
    const { database, clock } = open;
    const accounts = { read: () => Promise.resolve(new Map()) };
    const [reader, keeping] = [new ComparedAccountsReader(directory), new Keeping(clock)];
    return new AccountsWatching({ database, clock, accounts, reader, keeping }).run();
  };
  const paid = async (accountId: string, raw: string, vendorNo = `P-${String(next++)}`) => {
    const payment = { state: 'unknown', raw, paidAt: null, method: null } as const;
    await open.ledger.record([aRecording(accountId, { vendorNo, payment, asOf: PAID_AT })]);
  };
  const atStore = async (accountId: string, vendorStoreId: string): Promise<string> => {
    const placement = { vendorStoreId, placedAt: PLACED_AT, numbers: [], origin: {} };
    const vendorNo = `S-${String(next++)}`;
    const [recorded] = await open.ledger.record([
      aRecording(accountId, { vendorNo, placement }, { storeIds: 'own' }),
    ]);
    return recorded!.orderId;
  };
  const kept = (accountId: string, rule: string) =>
    open.database.rows<{ key: string; state: string; evidence: object }>({
      text: `SELECT key, state, evidence FROM discrepancies WHERE account_id = $1 AND rule = $2 ORDER BY key, id`,
      values: [accountId, rule],
    });
  const happened = (accountId: string, rule: string) =>
    open.database.rows<{ kind: string }>({
      text: `SELECT e.kind FROM discrepancy_events e JOIN discrepancies d ON d.id = e.discrepancy_id
             WHERE d.account_id = $1 AND d.rule = $2 ORDER BY e.id`,
      values: [accountId, rule],
    });

  it('is one discrepancy an account and value, which counts orders without anything happening', async () => {
    const [shop, other] = [await anAccount(), await anAccount()];
    await paid(shop, '77');
    await paid(shop, '78');
    await paid(other, '77');
    await Promise.all([compare(), compare(), compare()]);
    const of = (value: string, count: number, state = 'open') => ({
      key: `payStatus:${value}`,
      state,
      evidence: { field: 'payStatus', value, count },
    });
    expect(await kept(shop, 'unknown_value')).toEqual([of('77', 1), of('78', 1)]);
    expect(await kept(other, 'unknown_value')).toEqual([of('77', 1)]);

    await paid(shop, '77');
    await compare();
    expect(await kept(shop, 'unknown_value')).toEqual([of('77', 2), of('78', 1)]);
    expect(await happened(shop, 'unknown_value')).toEqual([{ kind: 'opened' }, { kind: 'opened' }]);

    maps.set(shop, { 77: 'paid' });
    await compare();
    expect(await kept(shop, 'unknown_value')).toEqual([of('77', 2, 'closed'), of('78', 1)]);
    expect(await kept(other, 'unknown_value')).toEqual([of('77', 1)]);
  });

  it('is one an account and store, a trouble of the account until the store is made or it is dismissed', async () => {
    const shop = await anAccount();
    const long = 'x'.repeat(3_000);
    const orders = [await atStore(shop, 'N-1'), await atStore(shop, 'N-1'), await atStore(shop, long)];
    await compare();
    const [first] = await kept(shop, 'unknown_store');
    expect(first).toEqual({ key: 'store:N-1', state: 'open', evidence: { value: 'N-1', count: 2 } });
    const troubles = () => new AccountDiscrepanciesQuery(open.database).ofAccounts([shop]);
    expect(await troubles()).toMatchObject([{ what: 'orders', code: 'unknown_store', count: 3 }]);
    expect((await troubles())[0]!.message).toMatch(/^no store goes by: N-1 \(2\), xxx/);

    const flags = new OrderFlagsService(open.database, open.clock);
    for (const orderId of orders) await flags.dismiss({ orderId, code: 'unknown_store', by: 'key' });
    await compare();
    expect(await kept(shop, 'unknown_store')).toMatchObject([{ state: 'closed' }, { state: 'closed' }]);
    expect(await troubles()).toEqual([]);
  });

  it('takes as many statements for many accounts as for one, and holds nothing where nothing is new', async () => {
    for (let made = 0; made < 20; made++) await paid(await anAccount(), 'many');
    await compare();
    const texts: string[] = [];
    const sql: Sql = {
      rows: (statement) => {
        texts.push(statement.text);
        return open.database.rows(statement);
      },
    };
    const read = await new ComparedAccountsReader(directory).read(sql);
    expect(texts).toHaveLength(2);
    expect(read.length).toBeGreaterThan(20);
    const held = jest.spyOn(open.database, 'transaction');
    await compare();
    expect(held).not.toHaveBeenCalled();
    held.mockRestore();
  });

  it('tells long values apart by a key that is none', () => {
    const [field, same] = ['payStatus', 'x'.repeat(199)];
    const values = ['a', 'b'].map((end) => ({ field, value: `${same}${end}`, count: 1 }));
    const account = { id: 'a', values, areValuesWhole: true, stores: [], areStoresWhole: true };
    const keys = compareAccount(account, new Map(), new Date()).differences.map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toHaveLength(200);
  });

  it('ends nothing by a list that was cut off', () => {
    const whole = { id: 'a', values: [], areValuesWhole: true, stores: [], areStoresWhole: true };
    const now = new Date();
    expect(compareAccount(whole, new Map(), now).silent).toEqual(new Map());
    expect([...compareAccount({ ...whole, areStoresWhole: false }, new Map(), now).silent.keys()]).toEqual([
      'unknown_store',
    ]);
    expect([...compareAccount({ ...whole, areValuesWhole: false }, new Map(), now).silent.keys()]).toEqual([
      'unknown_value',
    ]);
  });
});
