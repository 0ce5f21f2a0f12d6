import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import type { NewBinding } from '#accounts/stores/binding-input.js';
import type { Binding } from '#accounts/stores/bindings.store.js';
import type { Moving } from '#domain/attribution.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { CONFIG, forgetEverything, type Hub, openHub } from './accounts-fixture.js';

const NOWHERE = '018c0000-0000-7000-8000-000000000000';
const SHANGHAI = 'Asia/Shanghai';

let testDatabase: TestDatabase;
let hub: Hub;
let failAttribution = false;
const NOTHING: Moving = { orders: 0, sales: [] };
let moving = NOTHING;
let takesTime = false;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  hub = await openHub(testDatabase.url, {
    attribute: () => (failAttribution ? Promise.reject(new Error('attribution failed')) : Promise.resolve()),
    moving: () => moving,
    movesOrders: () => takesTime,
  });
});
afterAll(async () => {
  await hub.close();
  await testDatabase.drop();
});

beforeEach(async () => {
  failAttribution = false;
  moving = NOTHING;
  takesTime = false;
  await forgetEverything(hub);
  hub.attributed.length = 0;
});

const newStore = async (code = 'S001') =>
  (await hub.stores.create({ code, name: `Store ${code}`, timeZone: SHANGHAI })).store;
const newAccount = async (connector: string) =>
  (await hub.accounts.create({ connector, name: connector, config: CONFIG })).id;

const bind = async (accountId: string, wish: NewBinding): Promise<Binding> => {
  const answer = await hub.bindings.create(accountId, wish);
  if ('change' in answer) throw new Error('it was only tried');
  return answer.binding;
};

const sinks = () => hub.database.rows({ text: 'SELECT * FROM sales_sinks ORDER BY starts_at' });
const after = (instant: Date): Date => new Date(instant.getTime() + 1);
const ago = (hours: number): Date => new Date(hub.clock.now().getTime() - hours * 3_600_000);

describe('a store', () => {
  it.each([
    ['S001', 's001'],
    ['ab-Cd', 'AB-cD'],
    ['上海1a', '上海1A'],
  ])('is no other’s but for the case of its code: %s', async (code, again) => {
    await newStore(code);
    const refused = newStore(again);
    await expect(refused).rejects.toThrow(ConflictError);
    await expect(refused).rejects.toMatchObject({
      field: 'code',
      message: expect.stringContaining(`"${code}"`),
    });
    await newStore(`${code}x`);
  });

  it('of two that are made at once there is one', async () => {
    const made = await Promise.allSettled(['C-1', 'c-1', 'C-1', 'c-1'].map((code) => newStore(code)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('begins its business day at midnight unless told otherwise, and orders are attributed anew', async () => {
    const store = await newStore();
    expect(store).toMatchObject({ code: 'S001', timeZone: SHANGHAI, businessDayStart: '00:00' });
    expect(await hub.stores.get(store.id)).toEqual(store);
    expect(hub.attributed).toEqual([{ code: 'S001' }]);
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
    const binding = await bind(accountId, { storeId: store.id, vendorStoreId: '77' });
    expect(binding).toMatchObject({ from: null, to: null, salesSink: true });
    expect(await sinks()).toEqual([
      {
        store_id: store.id,
        binding_id: binding.id,
        account_id: accountId,
        starts_at: after(binding.createdAt),
        ends_at: null,
        reported_through: after(binding.createdAt),
      },
    ]);
    expect(await hub.bindings.list(accountId, { limit: 10 })).toEqual([expect.objectContaining(binding)]);
    expect(hub.attributed).toEqual([{ code: 'S001' }, { accountId, vendorStoreId: '77', since: null }]);
  });

  it('makes none for a storefront', async () => {
    const [store, accountId] = [await newStore(), await newAccount('shop')];
    expect(await bind(accountId, { storeId: store.id, vendorStoreId: 'V1' })).toMatchObject({
      salesSink: false,
    });
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

  it('that is there already is not made twice', async () => {
    const [store, accountId] = [await newStore('A'), await newAccount('shop')];
    await bind(accountId, { storeId: store.id, vendorStoreId: 'V1' });
    const again = hub.bindings.create(accountId, { storeId: store.id, vendorStoreId: 'V1' });
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

  it('that is removed has ended, and its sales sink with it', async () => {
    const [store, accountId] = [await newStore(), await newAccount('reports')];
    const { id } = await bind(accountId, { storeId: store.id, vendorStoreId: '77' });
    await expect(hub.bindings.remove(NOWHERE, id)).rejects.toBeInstanceOf(NotFoundError);
    await hub.bindings.remove(accountId, id);
    const [ended] = await hub.bindings.list(accountId, { limit: 10 });
    expect(ended).toMatchObject({ id, from: null, to: expect.any(Date) });
    expect(await sinks()).toMatchObject([{ binding_id: id, ends_at: ended!.to }]);
    expect(hub.attributed.at(-1)).toEqual({ accountId, vendorStoreId: '77', since: ended!.to });
    await expect(hub.bindings.remove(accountId, id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('stays when its orders cannot be attributed', async () => {
    const [store, accountId] = [await newStore(), await newAccount('shop')];
    const { id } = await bind(accountId, { storeId: store.id, vendorStoreId: 'V1' });
    failAttribution = true;
    await expect(hub.bindings.remove(accountId, id)).rejects.toThrow('attribution failed');
    expect(await hub.bindings.list(accountId, { limit: 10 })).toMatchObject([{ id, to: null }]);
  });
});

describe('a vendor store id that was bound before', () => {
  const [DAY, WEEK] = [24, 168];

  it('is given to another store from an instant on, once that is confirmed', async () => {
    const [a, b, accountId] = [await newStore('A'), await newStore('B'), await newAccount('shop')];
    const first = await bind(accountId, { storeId: a.id, vendorStoreId: 'V1' });
    const wish = { storeId: b.id, vendorStoreId: 'V1' };
    const unsaid = hub.bindings.create(accountId, { ...wish, confirm: true });
    await expect(unsaid).rejects.toMatchObject({
      faults: [{ field: 'from', message: expect.stringContaining('confirm: true') }],
    });
    const from = ago(DAY);
    const at = new Date(Math.floor(from.getTime() / 3_600_000) * 3_600_000);
    moving = { orders: 3, sales: [{ fromStoreId: a.id, toStoreId: b.id, at, orders: 2, saleFen: 5n }] };
    expect(await hub.bindings.create(accountId, { ...wish, from })).toMatchObject({
      change: {
        ...{ from, closes: first.id, reopens: null, orders: 3, moreHours: 0 },
        hours: expect.arrayContaining([
          expect.objectContaining({ storeId: a.id, hourStart: at, orders: -2, saleFen: -5n }),
          expect.objectContaining({ storeId: b.id, hourStart: at, orders: 2, saleFen: 5n }),
        ]),
      },
    });
    expect(await hub.bindings.list(accountId, { limit: 9 })).toEqual([first]);
    const second = await bind(accountId, { ...wish, from, confirm: true });
    expect(second).toMatchObject({ from, to: null });
    expect(await hub.bindings.list(accountId, { limit: 9 })).toEqual([{ ...first, to: from }, second]);
    expect(hub.attributed.at(-1)).toEqual({ accountId, vendorStoreId: 'V1', since: from });
  });

  it('is not given away from before the binding that it would end', async () => {
    const [a, b, accountId] = [await newStore('A'), await newStore('B'), await newAccount('shop')];
    await bind(accountId, { storeId: a.id, vendorStoreId: 'V1', from: ago(DAY) });
    const wish = { storeId: b.id, vendorStoreId: 'V1', confirm: true };
    for (const from of [ago(WEEK), new Date('1999-01-01'), ago(-400 * DAY)])
      await expect(hub.bindings.create(accountId, { ...wish, from })).rejects.toMatchObject({
        faults: [{ field: 'from' }],
      });
  });

  it('is opened again for the same store, as if it had never ended', async () => {
    const [store, accountId] = [await newStore(), await newAccount('reports')];
    const wish = { storeId: store.id, vendorStoreId: '77' };
    const first = await bind(accountId, wish);
    await hub.bindings.remove(accountId, first.id);
    const [{ ends_at }] = (await sinks()) as [{ ends_at: Date }];
    moving = { orders: 1, sales: [] };
    expect(await hub.bindings.create(accountId, wish)).toMatchObject({
      change: { reopens: first.id, orders: 1, hours: [] },
    });
    const again = await bind(accountId, { ...wish, confirm: true });
    expect(again).toEqual({ ...first, boundAt: expect.any(Date) });
    expect(again.boundAt > first.boundAt).toBe(true);
    expect(await sinks()).toMatchObject([
      { binding_id: first.id, ends_at: null, reported_through: after(first.createdAt) },
    ]);
    expect(hub.attributed.at(-1)).toEqual({ accountId, vendorStoreId: '77', since: ends_at });
  });

  it('is opened again without more ado where no order was missed', async () => {
    const [store, accountId] = [await newStore(), await newAccount('shop')];
    const wish = { storeId: store.id, vendorStoreId: 'V1' };
    const { id } = await bind(accountId, wish);
    await hub.bindings.remove(accountId, id);
    expect(await bind(accountId, wish)).toMatchObject({ id, to: null });
  });

  it('is the account where that is one store, whatever the label', async () => {
    const [a, b, accountId] = [await newStore('A'), await newStore('B'), await newAccount('one-store')];
    const first = await bind(accountId, { storeId: a.id, vendorStoreId: 'the store' });
    const other = { storeId: b.id, vendorStoreId: 'another label' };
    await expect(hub.bindings.create(accountId, other)).rejects.toMatchObject({
      faults: [{ field: 'from' }],
    });
    const from = ago(1);
    await bind(accountId, { ...other, from, confirm: true });
    const [ended, open] = await hub.bindings.list(accountId, { limit: 9 });
    expect([ended, open]).toMatchObject([
      { id: first.id, to: from },
      { from, to: null },
    ]);
    expect(hub.attributed.at(-1)).toEqual({ accountId, vendorStoreId: null, since: from });
    const label = { storeId: b.id, vendorStoreId: 'a third label' };
    await expect(hub.bindings.create(accountId, label)).rejects.toBeInstanceOf(ConflictError);
    await hub.bindings.remove(accountId, open!.id);
    expect(await bind(accountId, label)).toMatchObject({ id: open!.id, vendorStoreId: 'a third label' });
  });

  it('is never bound twice at a time, whoever comes at the same time', async () => {
    const accountId = await newAccount('shop');
    const stores = await Promise.all(['A', 'B', 'C', 'D'].map((code) => newStore(code)));
    await Promise.allSettled(
      stores.map(({ id: storeId }, at) =>
        bind(accountId, { storeId, vendorStoreId: 'V1', from: ago(DAY - at), confirm: true }),
      ),
    );
    const bindings = (await hub.bindings.list(accountId, { limit: 9 })).sort(
      (one, other) => one.from!.getTime() - other.from!.getTime(),
    );
    expect(bindings.at(-1)?.to).toBeNull();
    bindings.slice(1).forEach(({ from }, at) => expect(bindings[at]?.to).toEqual(from));
  });
});

describe('the hours of a store', () => {
  it('are reported through another binding from its own beginning on', async () => {
    const [store, one, two] = [await newStore(), await newAccount('reports'), await newAccount('reports')];
    const first = await bind(one, { storeId: store.id, vendorStoreId: '1' });
    await hub.bindings.remove(one, first.id);
    const from = ago(3);
    const second = await bind(two, { storeId: store.id, vendorStoreId: '2', from });
    expect(await sinks()).toMatchObject([
      { binding_id: second.id, starts_at: from, ends_at: null, reported_through: from },
      { binding_id: first.id, ends_at: after(first.createdAt) },
    ]);
    await expect(bind(one, { storeId: store.id, vendorStoreId: '1' })).rejects.toMatchObject({
      field: 'storeId',
    });
    await hub.bindings.remove(two, second.id);
    await bind(one, { storeId: store.id, vendorStoreId: '1' });
    const [other, reopened] = (await sinks()) as { ends_at: Date | null; starts_at: Date }[];
    expect(reopened).toMatchObject({ ends_at: null, starts_at: other!.ends_at });
  });

  it('go on at once where another binding was removed before it began', async () => {
    const [store, one, two] = [await newStore(), await newAccount('reports'), await newAccount('reports')];
    const first = await bind(one, { storeId: store.id, vendorStoreId: '1' });
    await hub.bindings.remove(one, first.id);
    const slip = await bind(two, { storeId: store.id, vendorStoreId: '2', from: ago(-7_000) });
    await hub.bindings.remove(two, slip.id);
    await bind(one, { storeId: store.id, vendorStoreId: '1' });
    const startsAt = after(first.createdAt);
    expect(await sinks()).toContainEqual(
      expect.objectContaining({
        ...{ binding_id: first.id, ends_at: null, starts_at: startsAt, reported_through: startsAt },
      }),
    );
  });

  it('are not reported from long ago', async () => {
    const [store, accountId] = [await newStore(), await newAccount('reports')];
    const wish = { storeId: store.id, vendorStoreId: '1', from: ago(32 * 24) };
    await expect(hub.bindings.create(accountId, wish)).rejects.toMatchObject({
      faults: [{ field: 'from', message: expect.stringContaining('31 days') }],
    });
  });
});

it('what still moves recorded orders is named, of a store and of a binding', async () => {
  takesTime = true;
  const wish = { code: 'S9', name: 'S9', timeZone: SHANGHAI };
  const { store, jobId } = await hub.stores.create(wish);
  const accountId = await newAccount('shop');
  const bound = await hub.bindings.create(accountId, { storeId: store.id, vendorStoreId: 'V1' });
  expect([jobId, bound]).toEqual([
    expect.any(String),
    expect.objectContaining({ jobId: expect.any(String) }),
  ]);
});
