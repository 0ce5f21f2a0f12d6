import { request } from 'node:http';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ADMIN_KEY, type Answer, faulty, startTestHub, type TestHub, ZHIMAI_CONFIG } from './hub-fixture.js';

const NOWHERE = '018c0000-0000-7000-8000-000000000000';
const GREATEST = '9223372036854775807';
const LATTE = { itemName: '拿铁', itemSpec: '大杯', productUid: '880123456789012345' };
const CSV = { 'content-type': 'text/csv; charset=utf-8' };

let database: TestDatabase;
let test: TestHub;
let account: string;
let path: string;
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url, { HUB_THROTTLE_PER_SECOND: '200' });
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

const newAccount = async (connector: string, config: object): Promise<string> =>
  (
    await send('POST', '/api/v1/accounts', {
      connector,
      name: connector,
      baseUrl: 'http://127.0.0.1:9',
      config,
    })
  ).json.id;

beforeEach(async () => {
  account = await newAccount('pospal', { appId: 'app-1', appKey: 'the-till-key' });
  path = `/api/v1/accounts/${account}/products`;
});

function expectProblem(answer: Answer, status: number, kind: string): void {
  expect([answer.status, answer.json?.type]).toEqual([status, `urn:suanpan:problem:${kind}`]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
}

const itemsIn = async (query = ''): Promise<Record<string, unknown>[]> =>
  (await send('GET', path + query)).json.items;

describe('products', () => {
  it('are entered, listed in parts, found by name and removed, with every digit', async () => {
    const items = [LATTE, { itemName: '美式', productUid: GREATEST, units: '0.50' }];
    const saved = await send('PUT', path, { items });
    expect([saved.status, saved.json]).toEqual([200, { saved: 2, unchanged: 0 }]);
    expect((await send('PUT', path, { items })).json).toEqual({ saved: 0, unchanged: 2 });
    const first = (await send('GET', `${path}?limit=1`)).json;
    expect(first.items).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        accountId: account,
        ...LATTE,
        units: '1',
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
      },
    ]);
    const rest = (await send('GET', `${path}?limit=1&cursor=${first.nextCursor}`)).json;
    expect(rest).toMatchObject({
      items: [{ itemName: '美式', itemSpec: '', productUid: GREATEST, units: '0.5' }],
      nextCursor: null,
    });
    expect(await itemsIn(`?q=${encodeURIComponent('式')}`)).toEqual(rest.items);
    const removed = await send('DELETE', path, { items: [{ itemName: '美式' }, { itemName: 'none' }] });
    expect([removed.status, removed.json]).toEqual([200, { removed: 1 }]);
    const named = new URLSearchParams({ itemName: LATTE.itemName, itemSpec: LATTE.itemSpec });
    expect((await send('DELETE', `${path}?${named.toString()}`)).json).toEqual({ removed: 1 });
    expect(await itemsIn()).toEqual([]);
  });

  it('have faulty fields named', async () => {
    const bad = [LATTE, { ...LATTE, productUid: '1' }, { itemName: 'x', productUid: '007', units: '-1' }];
    const answer = await send('PUT', path, { items: bad });
    expectProblem(answer, 422, 'invalid-fields');
    expect(faulty(answer)).toEqual(['items.1', 'items.2.productUid', 'items.2.units']);
    const number = await send('PUT', path, '{"items":[{"itemName":"x","productUid":880123456789012345}]}');
    expect(faulty(number)).toEqual(['items.0.productUid']);
    const many = Array.from({ length: 1_001 }, (_, at) => ({ itemName: `i${String(at)}`, productUid: '1' }));
    expect(faulty(await send('PUT', path, { items: many }))).toEqual(['items']);
    expect(faulty(await send('PUT', path, { items: [], colour: 'red' }))).toEqual(['colour', 'items']);
    expect(await itemsIn()).toEqual([]);
  });

  it('are removed by a body or by a query, not by both and not by nothing', async () => {
    const both = await send('DELETE', `${path}?itemName=x`, { items: [{ itemName: 'x' }] });
    expect(faulty(both)).toEqual(['items']);
    expect(faulty(await send('DELETE', path))).toEqual(['items']);
    expect(faulty(await send('DELETE', `${path}?itemSpec=x`))).toEqual(['items']);
    expect(faulty(await send('DELETE', `${path}?colour=x`))).toEqual(['colour']);
  });

  it('belong to a till', async () => {
    const shop = await newAccount('zhimai', ZHIMAI_CONFIG);
    expectProblem(
      await send('PUT', `/api/v1/accounts/${shop}/products`, { items: [LATTE] }),
      409,
      'conflict',
    );
    expectProblem(await send('GET', `/api/v1/accounts/${shop}/products.csv`), 409, 'conflict');
    expectProblem(await send('GET', `/api/v1/accounts/${NOWHERE}/products`), 404, 'not-found');
    expectProblem(await send('GET', '/api/v1/accounts/x/products'), 404, 'not-found');
    expect((await send('GET', path, undefined, { authorization: '' })).status).toBe(401);
  });
});

describe('a file of products', () => {
  const getCsv = async (query = ''): Promise<Buffer> => {
    const answer = await fetch(`${test.url}${path}.csv${query}`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('products.csv');
    return Buffer.from(await answer.arrayBuffer());
  };

  it('comes out as it went in, byte by byte', async () => {
    const file =
      '\ufeffitemName,itemSpec,productUid,units\r\n' +
      '拿铁,"大杯,""热""",880123456789012345,1\r\n' +
      `美式,,${GREATEST},0.5\r\n`;
    const saved = await send('PUT', `${path}.csv`, Buffer.from(file), CSV);
    expect([saved.status, saved.json]).toEqual([200, { saved: 2, unchanged: 0 }]);
    expect((await getCsv()).toString()).toBe(file);
    const marked = await getCsv('?spreadsheet=true');
    expect(marked.toString()).toContain(`'${GREATEST}`);
    expect((await send('PUT', `${path}.csv`, marked, CSV)).json).toEqual({ saved: 0, unchanged: 2 });
  });

  it('has faulty rows named, and is taken whole or not at all', async () => {
    const file = 'itemName,productUid\ngood,1\nx,8.80123E+17\n,2\n';
    const answer = await send('PUT', `${path}.csv`, file, CSV);
    expectProblem(answer, 422, 'invalid-fields');
    expect(faulty(answer)).toEqual(['rows.3.productUid', 'rows.4.itemName']);
    expect(faulty(await send('PUT', `${path}.csv`, 'x;y\n1;2', CSV))).toContain('rows.1.itemName');
    expect(await itemsIn()).toEqual([]);
  });

  it('is CSV, and nothing else is', async () => {
    expectProblem(await send('PUT', `${path}.csv`, { items: [LATTE] }), 415, 'unsupported-media-type');
    expectProblem(await send('PUT', `${path}.csv`), 415, 'unsupported-media-type');
    expectProblem(await send('PUT', path, 'itemName,productUid\nx,1', CSV), 415, 'unsupported-media-type');
    expectProblem(await send('POST', '/api/v1/stores', 'code\nx', CSV), 415, 'unsupported-media-type');
  });

  it('is refused by its length before it is read', async () => {
    expect(await announced(`${path}.csv`, 5 * 1024 * 1024)).toBe(413);
  });
});

/** Announces so many bytes of CSV and sends none. @returns the answer's status */
const announced = (where: string, length: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-length': length, ...CSV };
    const asking = request(test.url + where, { method: 'PUT', headers }, (answer) => {
      resolve(answer.statusCode);
      asking.destroy();
    });
    asking.on('error', reject).flushHeaders();
  });
