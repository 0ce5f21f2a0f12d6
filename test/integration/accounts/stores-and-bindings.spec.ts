import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { CONFIG, forgetEverything, type Hub, openHub } from './accounts-fixture.js';

const NOWHERE = '018c0000-0000-7000-8000-000000000000';
const SHANGHAI = 'Asia/Shanghai';

let testDatabase: TestDatabase;
let hub: Hub;
let failAttribution = false;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  hub = await openHub(testDatabase.url, {
    attribute: () => (failAttribution ? Promise.reject(new Error('attribution failed')) : Promise.resolve()),
  });
});
afterAll(async () => {
  await hub.close();
  await testDatabase.drop();
});

beforeEach(async () => {
  failAttribution = false;
  await forgetEverything(hub);
  hub.attributed.length = 0;
});

const newStore = (code = 'S001') => hub.stores.create({ code, name: `Store ${code}`, timeZone: SHANGHAI });
const newAccount = async (connector: string) =>
  (await hub.accounts.create({ connector, name: connector, config: CONFIG })).id;

const sinks = () =>
  hub.database.rows<{ store_id: string; account_id: string; bound_at: Date; reported_through: Date }>({
    text: 'SELECT * FROM sales_sinks',
  });

describe('a store', () => {
  it('begins its business day at midnight unless told otherwise, and orders are attributed anew', async () => {
    const store = await newStore();
    expect(store).toMatchObject({ code: 'S001', timeZone: SHANGHAI, businessDayStart: '00:00' });
    expect(await hub.stores.get(store.id)).toEqual(store);
    expect(hub.attributed).toEqual([null]);
  });

  it('has a code of its own', async () => {
    await newStore();
    await expect(newStore()).rejects.toMatchObject({ name: 'ConflictError', field: 'code' });
  });

  it('has every faulty field named', async () => {
    const bad = { code: ' ', name: 'a\u0000b', timeZone: 'Asia/Peking', businessDayStart: '24:00' };
    const error: unknown = await hub.stores.create(bad).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidFieldsError);
    expect((error as InvalidFieldsError).faults.map(({ field }) => field).sort()).toEqual([
      'businessDayStart',
      'code',
      'name',
      'timeZone',
    ]);
  });

  it('changes its name and its day, and nothing else', async () => {
    const store = await newStore();
    const changed = await hub.stores.change(store.id, { businessDayStart: '05:00' });
    expect(changed).toMatchObject({ ...store, businessDayStart: '05:00', updatedAt: expect.any(Date) });
    await expect(hub.stores.change(NOWHERE, { name: 'x' })).rejects.toBeInstanceOf(NotFoundError);
  });

  it('is not made when its orders cannot be attributed', async () => {
    failAttribution = true;
    await expect(newStore()).rejects.toThrow('attribution failed');
    expect(await hub.stores.list({ limit: 10 })).toEqual([]);
  });
});

describe('a binding', () => {
  it('makes a sales sink from its own instant on, where the connector is reported to', async () => {
    const [store, accountId] = [await newStore(), await newAccount('reports')];
    const binding = await hub.bindings.create(accountId, { storeId: store.id, vendorStoreId: '77' });
    expect(binding.salesSink).toBe(true);
    expect(await sinks()).toEqual([
      {
        store_id: store.id,
        binding_id: binding.id,
        account_id: accountId,
        bound_at: binding.createdAt,
        reported_through: binding.createdAt,
      },
    ]);
    expect(await hub.bindings.list(accountId, { limit: 10 })).toEqual([expect.objectContaining(binding)]);
    expect(hub.attributed).toEqual([null, accountId]);
  });

  it('makes none for a storefront', async () => {
    const [store, accountId] = [await newStore(), await newAccount('shop')];
    expect((await hub.bindings.create(accountId, { storeId: store.id, vendorStoreId: 'V1' })).salesSink).toBe(
      false,
    );
    expect(await sinks()).toEqual([]);
  });

  it('is refused whole when the store is reported elsewhere already', async () => {
    const [store, one, two] = [await newStore(), await newAccount('reports'), await newAccount('reports')];
    await hub.bindings.create(one, { storeId: store.id, vendorStoreId: '1' });
    await expect(hub.bindings.create(two, { storeId: store.id, vendorStoreId: '2' })).rejects.toMatchObject({
      name: 'ConflictError',
      field: 'storeId',
    });
    expect(await hub.bindings.list(two, { limit: 10 })).toEqual([]);
  });

  it('is the only one of two made at once to report a store', async () => {
    const [store, one, two] = [await newStore(), await newAccount('reports'), await newAccount('reports')];
    const outcomes = await Promise.allSettled(
      [one, two].map((accountId) =>
        hub.bindings.create(accountId, { storeId: store.id, vendorStoreId: '1' }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await sinks()).toHaveLength(1);
  });

  it('names a vendor’s store once per account', async () => {
    const [a, b, accountId] = [await newStore('A'), await newStore('B'), await newAccount('shop')];
    await hub.bindings.create(accountId, { storeId: a.id, vendorStoreId: 'V1' });
    const again = hub.bindings.create(accountId, { storeId: b.id, vendorStoreId: 'V1' });
    await expect(again).rejects.toMatchObject({ name: 'ConflictError', field: 'vendorStoreId' });
  });

  it('needs a store that is there and an id that the vendor can be told', async () => {
    const accountId = await newAccount('reports');
    const bad = hub.bindings.create(accountId, { storeId: 'x', vendorStoreId: 'letters' });
    await expect(bad).rejects.toMatchObject({ faults: [{ field: 'storeId' }, { field: 'vendorStoreId' }] });
    const none = hub.bindings.create(accountId, { storeId: NOWHERE, vendorStoreId: '1' });
    await expect(none).rejects.toMatchObject({ faults: [{ field: 'storeId' }] });
    await expect(
      hub.bindings.create(NOWHERE, { storeId: NOWHERE, vendorStoreId: '1' }),
    ).rejects.toBeInstanceOf(NotFoundError);
  });

  it('takes its sales sink with it when it is removed', async () => {
    const [store, accountId] = [await newStore(), await newAccount('reports')];
    const { id } = await hub.bindings.create(accountId, { storeId: store.id, vendorStoreId: '77' });
    await expect(hub.bindings.remove(NOWHERE, id)).rejects.toBeInstanceOf(NotFoundError);
    await hub.bindings.remove(accountId, id);
    expect(await sinks()).toEqual([]);
    expect(hub.attributed).toEqual([null, accountId, accountId]);
    await expect(hub.bindings.remove(accountId, id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('stays when its orders cannot be attributed', async () => {
    const [store, accountId] = [await newStore(), await newAccount('shop')];
    const { id } = await hub.bindings.create(accountId, { storeId: store.id, vendorStoreId: 'V1' });
    failAttribution = true;
    await expect(hub.bindings.remove(accountId, id)).rejects.toThrow('attribution failed');
    expect(await hub.bindings.list(accountId, { limit: 10 })).toHaveLength(1);
  });
});

describe('an API key', () => {
  it('is shown once, verified by its hash, and worth nothing once revoked, on every hub', async () => {
    const other = await openHub(testDatabase.url);
    const first = await hub.keys.ensure('first', 'k'.repeat(40));
    const { id, key } = await hub.keys.create('second');
    expect(await other.keys.verify(key)).toBe(id);
    const listed = JSON.stringify([await hub.keys.list({ limit: 10 }), await storedKeys()]);
    expect(listed).toContain('second');
    expect(listed).not.toContain(key);
    await hub.keys.revoke(id);
    expect(await hub.keys.verify(key)).toBeUndefined();
    await other.keys.start();
    expect(await other.keys.verify(key)).toBeUndefined();
    expect(await other.keys.verify('k'.repeat(40))).toBe(first.id);
    other.keys.stop();
    await other.close();
  });

  it('that is the last valid one cannot be revoked', async () => {
    const [only] = await hub.keys.list({ limit: 1 });
    await expect(hub.keys.revoke(only!.id)).rejects.toBeInstanceOf(ConflictError);
    await expect(hub.keys.revoke(NOWHERE)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('from the environment is made once, and is valid again after it was revoked', async () => {
    const key = 'e'.repeat(40);
    const { id } = await hub.keys.ensure('environment', key);
    await hub.keys.ensure('environment', key);
    expect(await hub.keys.verify(key)).toBe(id);
    await hub.keys.revoke(id);
    await hub.keys.ensure('environment', key);
    expect(await hub.keys.verify(key)).toBe(id);
  });
});

const storedKeys = () => hub.database.rows({ text: 'SELECT api_keys::text FROM api_keys' });
