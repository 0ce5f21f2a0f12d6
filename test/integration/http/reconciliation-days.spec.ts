import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';

const DAYS = '/api/v1/reconciliation/days';
const MARCH = { from: '2026-03-01T00:00:00+08:00', to: '2026-03-04T00:00:00+08:00' };

let database: TestDatabase;
let test: TestHub;
let storeId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url);
  const store = { code: 'S001', name: 'x', timeZone: 'Asia/Shanghai' };
  storeId = (await test.send('POST', '/api/v1/stores', store)).json.id;
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

const days = (query: object) =>
  test.send('GET', `${DAYS}?${new URLSearchParams({ storeId, ...MARCH, ...query }).toString()}`);

it('a store’s days are listed page by page, each with every side of it', async () => {
  const first = (await days({ limit: '2' })).json;
  const nothing = { explained: [], rest: { differing: 0, orders: 0, totalFen: 0 } };
  expect(first.items[0]).toEqual({
    businessDate: '2026-03-01',
    from: '2026-02-28T16:00:00.000Z',
    to: '2026-03-01T16:00:00.000Z',
    ...Object.fromEntries(
      ['storefront', 'till', 'counted', 'reported'].map((side) => [side, { orders: 0, totalFen: 0 }]),
    ),
    deliveries: 0,
    ...{ storefrontTill: nothing, countedSold: nothing, countedReported: nothing },
  });
  expect(first.items).toHaveLength(2);
  const rest = (await days({ limit: '2', cursor: first.nextCursor })).json;
  expect(rest.items.map(({ businessDate }: { businessDate: string }) => businessDate)).toEqual([
    '2026-03-03',
  ]);
  expect(rest.nextCursor).toBeNull();
});

it('what cannot be meant is said', async () => {
  expect(faulty(await days({ limit: '32' }))).toEqual(['limit']);
  expect(faulty(await days({ to: '2027-03-03T00:00:00Z' }))).toEqual(['to']);
  expect(faulty(await days({ to: '2026-02-01T00:00:00Z' }))).toEqual(['to']);
  expect(faulty(await days({ to: '2026-03-04' }))).toEqual(['to']);
  expect(faulty(await days({ from: 'yesterday', to: 'now' }))).toEqual(['from', 'to']);
  expect(faulty(await days({ storeId: 'S001' }))).toEqual(['storeId']);
  expect(faulty(await test.send('GET', DAYS))).toEqual(['from', 'storeId', 'to']);
  expect((await days({ storeId: '018c0000-0000-7000-8000-000000000000' })).status).toBe(404);
});
