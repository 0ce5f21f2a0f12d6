import type { RecordingAccount } from '#ledger/recording.js';
import { OrderFlagsService } from '#ledger/order-flags.service.js';
import { StrayOrdersQuery } from '#ledger/stray-orders.query.js';
import { UnknownStoresQuery } from '#ledger/unknown-stores.query.js';
import { aRecording, PLACED_AT } from '../../factories/observations.js';
import { addAccount, addBinding, addStore, type OpenLedger, openLedger } from '../../support/open-ledger.js';

describe('orders of no store', () => {
  let open: OpenLedger;
  let next = 1;
  beforeAll(async () => {
    open = await openLedger();
  });
  afterAll(() => open.close());

  const OWN = { storeIds: 'own' } as const;
  const tell = async (
    accountId: string,
    vendorStoreId: string | null,
    account: Partial<RecordingAccount> = OWN,
  ): Promise<string> => {
    const placement = { vendorStoreId, placedAt: PLACED_AT, numbers: [], origin: {} };
    const vendorNo = `S-${String(next++)}`;
    return (await open.ledger.record([aRecording(accountId, { vendorNo, placement }, account)]))[0]!.orderId;
  };
  const shown = async (id: string) => {
    const { storeId, flags } = (await open.orders.get(id))!;
    return { storeId, flags };
  };
  /** Without a store by name, and by which names of none. */
  const stray = async (accountId: string): Promise<[number, Record<string, number>]> => {
    const [nameless] = await new StrayOrdersQuery(open.database).ofAccounts([accountId]);
    const { stores, isWhole } = await new UnknownStoresQuery(open.database).all();
    expect(isWhole).toBe(true);
    const own = stores.filter((store) => store.accountId === accountId);
    return [nameless?.count ?? 0, Object.fromEntries(own.map(({ value, count }) => [value, count]))];
  };
  const listed = async (filter: object = {}): Promise<string[]> =>
    (await open.orders.list({ storeId: 'none', limit: 50, ...filter })).map(({ id }) => id);
  /** As the service does it once the store is there. */
  const heal = async (code: string): Promise<void> => {
    const { id } = await open.database.transaction((sql) => open.attribution.begin(sql, { code }, []));
    expect(await open.attribution.goOn(id)).toBe(true);
  };

  it.each<[string, string | null, Partial<RecordingAccount>, string]>([
    ['a shop’s store code', 'T-NONE', OWN, 'unknown_store:T-NONE'],
    ['a vendor’s store id', '99001', { storeIds: 'vendor' }, 'unknown_store:99001'],
    ['a till’s account without a binding', null, { storeIds: 'account', sells: 'else' }, 'no_store'],
    ['a shop that leaves it out', null, OWN, 'no_store'],
  ])('are flagged, listed and counted: %s', async (_name, code, account, flag) => {
    const shop = await addAccount(open.database);
    const orders = [await tell(shop, code, account), await tell(shop, code, account)];
    expect(await shown(orders[0]!)).toEqual({ storeId: null, flags: [flag] });
    expect(await listed({ accountId: shop })).toEqual([...orders].reverse());
    expect(await stray(shop)).toEqual(code === null ? [2, {}] : [0, { [code]: 2 }]);
  });

  it('are the account’s whose leg would sell, by each code, until a person has seen to them', async () => {
    const [shop, other] = [await addAccount(open.database), await addAccount(open.database)];
    const [first] = [
      await tell(shop, 'X-1'),
      await tell(shop, 'X-1'),
      await tell(shop, 'X-2'),
      await tell(other, 'X-2'),
    ];
    expect(await stray(shop)).toEqual([0, { 'X-1': 2, 'X-2': 1 }]);
    const flags = new OrderFlagsService(open.database, open.clock);
    await flags.dismiss({ orderId: first, code: 'unknown_store', by: 'key' });
    expect(await stray(shop)).toEqual([0, { 'X-1': 1, 'X-2': 1 }]);
    // It is at no store all the same.
    expect(await listed({ accountId: shop })).toContain(first);
  });

  it('that are more than are looked at are not said to be all', async () => {
    const shop = await addAccount(open.database);
    const stores = async (most: number) => new UnknownStoresQuery(open.database, most).all();
    await tell(shop, 'Y-1');
    await tell(shop, 'Y-1');
    const { stores: all, isWhole } = await stores(10_000);
    const flagged = all.reduce((sum, { count }) => sum + count, 0);
    expect([isWhole, (await stores(flagged + 1)).isWhole]).toEqual([true, true]);
    expect((await stores(flagged)).isWhole).toBe(false);
    expect(await stores(1)).toMatchObject({ isWhole: false, stores: [{ count: 1 }] });
  });

  it.each([
    ['as it is written', 'N-01', 'N-01'],
    ['in another case', 'n-02', 'N-02'],
    ['in a third one', 'Ab-c3', 'aB-C3'],
  ])('go to theirs once it is made: a code %s', async (_name, told, code) => {
    const shop = await addAccount(open.database);
    const orderId = await tell(shop, told);
    const storeId = await addStore(open.database, code);
    await heal(code);
    expect(await shown(orderId)).toEqual({ storeId, flags: [] });
    expect([await listed({ accountId: shop }), await stray(shop)]).toEqual([[], [0, {}]]);
    expect(await shown(await tell(shop, told))).toEqual({ storeId, flags: [] });
  });

  it('are few: a code is met as it is written first, else whatever its case where one store alone is meant', async () => {
    const shop = await addAccount(open.database);
    const [upper, lower] = [await addStore(open.database, 'Q-1'), await addStore(open.database, 'q-1')];
    const alone = await addStore(open.database, 'Q-2');
    const storeOf = async (code: string) => (await shown(await tell(shop, code))).storeId;
    expect([await storeOf('Q-1'), await storeOf('q-1'), await storeOf('q-2')]).toEqual([upper, lower, alone]);
    await addStore(open.database, 'Zz');
    await addStore(open.database, 'zZ');
    expect(await shown(await tell(shop, 'ZZ'))).toEqual({ storeId: null, flags: ['unknown_store:ZZ'] });
    // A vendor's own ids are met as they are written alone.
    const bound = await addAccount(open.database);
    await addBinding(open.database, bound, { storeId: alone, vendorStoreId: 'v-9' });
    const of = async (id: string) => (await shown(await tell(bound, id, { storeIds: 'vendor' }))).storeId;
    expect([await of('v-9'), await of('V-9')]).toEqual([alone, null]);
  });
});
