import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import type { ItemInput } from '#accounts/products/product-input.js';
import { matchProduct } from '#accounts/products/product-match.js';
import { holdMappings, mappingsOf } from '#accounts/products/products.store.js';
import type { Released } from '#accounts/products/released.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { CONFIG, forgetEverything, type Hub, openHub } from './accounts-fixture.js';

const NOWHERE = '018c0000-0000-7000-8000-000000000000';
const GREATEST = '9223372036854775807';
const LATTE = { itemName: '拿铁', productUid: '880123456789012345' };

let testDatabase: TestDatabase;
let hub: Hub;
let onRelease: Released;
let account: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  hub = await openHub(testDatabase.url, { release: (...args) => onRelease(...args) });
});
afterAll(async () => {
  await hub.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  onRelease = () => Promise.resolve();
  await forgetEverything(hub);
  account = await newTill();
  hub.released.length = 0;
});

const newTill = async () =>
  (await hub.accounts.create({ connector: 'till', name: 'Till', config: { appId: 'app' } })).id;
const list = (slice: object = {}) => hub.products.list(account, { limit: 100, ...slice });
const released = (...items: readonly ItemInput[]) => ({
  accountId: account,
  items: items.map(({ itemName, itemSpec = '' }) => `${itemName}/${itemSpec.trim()}`).toSorted(),
});
const names = async (slice: object = {}) => (await list(slice)).map(({ itemName }) => itemName);

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvalidFieldsError)) throw new Error('no field was found faulty', { cause: error });
  return error.faults.map(({ field }) => field).sort();
}

describe('product mappings', () => {
  it('are entered, replaced and left alone, digit by digit', async () => {
    const items = [
      { ...LATTE, units: '2.50' },
      { itemName: '美式', itemSpec: '大杯', productUid: GREATEST },
    ];
    expect(await hub.products.save(account, items)).toEqual({ saved: 2, unchanged: 0 });
    const made = await list();
    expect(made).toEqual([
      expect.objectContaining({ ...LATTE, accountId: account, itemSpec: '', units: '2.5' }),
      expect.objectContaining({ itemName: '美式', itemSpec: '大杯', productUid: GREATEST, units: '1' }),
    ]);
    const again = [
      { ...LATTE, units: '2.5' },
      { itemName: '美式', itemSpec: '大杯', productUid: '7' },
    ];
    expect(await hub.products.save(account, again)).toEqual({ saved: 1, unchanged: 1 });
    const changed = await list();
    expect(changed.map(({ id, productUid }) => [id, productUid])).toEqual([
      [made[0]?.id, LATTE.productUid],
      [made[1]?.id, '7'],
    ]);
    expect(changed[0]).toEqual(made[0]);
  });

  it('are listed as they were given, in parts, and by a part of the name', async () => {
    const items = ['c 100%', 'a', 'B_b', 'bb'].map((itemName) => ({ itemName, productUid: '1' }));
    await hub.products.save(account, items);
    const first = await list({ limit: 3 });
    expect([...first.map(({ itemName }) => itemName), ...(await names({ after: first[2]?.id }))]).toEqual([
      'c 100%',
      'a',
      'B_b',
      'bb',
    ]);
    expect(await names({ q: 'Bb' })).toEqual(['bb']);
    expect(await names({ q: '%' })).toEqual(['c 100%']);
    expect(await names({ q: '_' })).toEqual(['B_b']);
  });

  it('are refused whole, with every fault named', async () => {
    await hub.products.save(account, [LATTE]);
    const bad = [
      { itemName: 'good', productUid: '1' },
      { itemName: '', productUid: '01' },
      { itemName: 'x', productUid: '9223372036854775808', units: '0' },
      { itemName: ' good ', productUid: '2' },
    ];
    expect(await faultsOf(hub.products.save(account, bad))).toEqual([
      'items.1.itemName',
      'items.1.productUid',
      'items.2.productUid',
      'items.2.units',
      'items.3',
    ]);
    expect(await names()).toEqual([LATTE.itemName]);
    expect(hub.released).toEqual([released(LATTE)]);
  });

  it('take the longest names that are allowed', async () => {
    const longest = { itemName: '漢'.repeat(300), itemSpec: '字'.repeat(300), productUid: '1' };
    // As many different characters as there are, so that nothing of it can be compressed.
    const noise = (seed: number) =>
      Array.from({ length: 300 }, (_, at) =>
        String.fromCodePoint(0x4e00 + ((at * 7919 + seed * 104_729) % 20_000)),
      );
    const wild = { itemName: noise(1).join(''), itemSpec: noise(2).join(''), productUid: '2' };
    expect(await hub.products.save(account, [longest, wild])).toEqual({ saved: 2, unchanged: 0 });
  });

  it('are removed by name and spec', async () => {
    const spec = { itemName: LATTE.itemName, itemSpec: '大杯' };
    await hub.products.save(account, [LATTE, { ...spec, productUid: '2' }]);
    expect(await hub.products.remove(account, [spec, { itemName: 'none' }])).toBe(1);
    expect((await list()).map(({ itemSpec }) => itemSpec)).toEqual(['']);
    expect(await hub.products.remove(account, [spec])).toBe(0);
    expect(await faultsOf(hub.products.remove(account, [spec, spec, { itemName: ' ' }]))).toEqual([
      'items.1',
      'items.2.itemName',
    ]);
  });

  it('belong to a till, and to one that is there', async () => {
    const shop = (await hub.accounts.create({ connector: 'shop', name: 'Shop', config: CONFIG })).id;
    const csv = Buffer.from('itemName,productUid\nx,1');
    const uses = (id: string) => [
      hub.products.save(id, [LATTE]),
      hub.products.saveCsv(id, csv),
      hub.products.remove(id, [LATTE]),
      hub.products.list(id, { limit: 1 }),
      hub.products.csv(id, false),
    ];
    for (const use of uses(shop)) await expect(use).rejects.toBeInstanceOf(ConflictError);
    for (const use of uses(NOWHERE)) await expect(use).rejects.toBeInstanceOf(NotFoundError);
  });

  it('are one account’s own', async () => {
    const other = await newTill();
    await hub.products.save(account, [LATTE]);
    await hub.products.save(other, [{ ...LATTE, productUid: '5' }]);
    expect((await list()).map(({ productUid }) => productUid)).toEqual([LATTE.productUid]);
    expect(await hub.products.remove(other, [LATTE])).toBe(1);
    expect(await names()).toEqual([LATTE.itemName]);
  });
});

describe('a file of product mappings', () => {
  it('comes out as it went in', async () => {
    const items = [
      { itemName: 'a, "b"\nc', itemSpec: "'=1", productUid: GREATEST, units: '0.125' },
      { ...LATTE, itemSpec: '1/2' },
    ];
    await hub.products.save(account, items);
    const before = await list();
    for (const spreadsheet of [false, true]) {
      const csv = await hub.products.csv(account, spreadsheet);
      expect(csv).toContain(GREATEST);
      expect(await hub.products.saveCsv(account, Buffer.from(csv))).toEqual({ saved: 0, unchanged: 2 });
      await hub.products.remove(account, items);
      expect(await hub.products.saveCsv(account, Buffer.from(csv))).toEqual({ saved: 2, unchanged: 0 });
      const strip = (rows: typeof before) =>
        rows.map(({ itemName, itemSpec, productUid, units }) => [itemName, itemSpec, productUid, units]);
      expect(strip(await list())).toEqual(strip(before));
    }
  });

  it('has every faulty row named, and is taken whole or not at all', async () => {
    const csv = 'units,productUid,itemName\n1,1,good\n,8.80123E+17,x\n0,2,\n1,3,good,more\n';
    expect(await faultsOf(hub.products.saveCsv(account, Buffer.from(csv)))).toEqual([
      'rows.3.productUid',
      'rows.4.itemName',
      'rows.4.units',
      'rows.5',
      'rows.5',
    ]);
    expect(await names()).toEqual([]);
    expect(hub.released).toEqual([]);
  });

  it('may be long, but not endless', async () => {
    const rows = (count: number) =>
      Buffer.from(
        `itemName,productUid\n${Array.from({ length: count }, (_, at) => `item ${String(at)},1\n`).join('')}`,
      );
    expect(await hub.products.saveCsv(account, rows(20_000))).toEqual({ saved: 20_000, unchanged: 0 });
    expect(await faultsOf(hub.products.saveCsv(account, rows(20_001)))).toEqual(['rows']);
    expect((await hub.products.csv(account, false)).split('\r\n')).toHaveLength(20_002);
  });
});

describe('waiting orders', () => {
  it('are released in the transaction that enters a mapping', async () => {
    let seen: string[] = [];
    onRelease = async (sql, accountId) => {
      seen = (await mappingsOf(sql, [{ accountId, itemName: LATTE.itemName }])).map((one) => one.productUid);
    };
    await hub.products.save(account, [LATTE]);
    expect([hub.released, seen]).toEqual([[released(LATTE)], [LATTE.productUid]]);
  });

  it('are released by what was entered or replaced, and not by what stayed or went away', async () => {
    const [other, spec] = [
      { itemName: '美式', productUid: '1' },
      { ...LATTE, itemSpec: ' 大杯 ' },
    ];
    await hub.products.save(account, [LATTE, other]);
    await hub.products.save(account, [LATTE, { ...other, productUid: '2' }, spec]);
    await hub.products.save(account, [LATTE, spec]);
    await hub.products.remove(account, [LATTE]);
    expect(hub.released).toEqual([released(LATTE, other), released(other, spec)]);
  });

  it('that cannot be released keep the mapping out', async () => {
    onRelease = () => Promise.reject(new Error('not released'));
    await expect(hub.products.save(account, [LATTE])).rejects.toThrow('not released');
    expect(await names()).toEqual([]);
  });

  it('are not overlooked by a mapping that is entered while somebody writes down that there is none', async () => {
    const saved = await hub.database.transaction(async (sql) => {
      await holdMappings(sql, [account]);
      const saving = hub.products.save(account, [LATTE]);
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await hub.database.rows({ text: waiting })).length < 1);
      expect(await mappingsOf(sql, [{ accountId: account, itemName: LATTE.itemName }])).toEqual([]);
      expect(hub.released).toEqual([]);
      return { saving };
    });
    await saved.saving;
    expect(hub.released).toEqual([released(LATTE)]);
  });

  it('find the mappings of many accounts and items at once', async () => {
    const other = await newTill();
    await hub.products.save(account, [LATTE, { ...LATTE, itemSpec: '大杯', productUid: '2', units: '0.5' }]);
    await hub.products.save(other, [{ itemName: '美式', productUid: '3' }]);
    const wanted = [
      { accountId: account, itemName: ' 拿铁 ' },
      { accountId: account, itemName: '拿铁' },
      { accountId: account, itemName: '美式' },
      { accountId: other, itemName: '美式' },
    ];
    const found = await mappingsOf(hub.database, wanted);
    expect(found.map(({ productUid }) => productUid).sort()).toEqual(['2', '3', LATTE.productUid].sort());
    const line = { accountId: account, itemName: '拿铁', itemSpec: '大杯' };
    expect(matchProduct(found, line)).toEqual({ ...line, productUid: '2', units: '0.5' });
    expect(await mappingsOf(hub.database, [])).toEqual([]);
  });
});
