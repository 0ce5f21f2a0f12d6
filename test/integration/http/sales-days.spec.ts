import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
let hub: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url, { HUB_ROLES: 'api' });
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

interface Days {
  readonly items: readonly { readonly storeCode: string; readonly hours: readonly object[] }[];
  readonly nextCursor: string | null;
}
const days = async (query: string) => {
  const { status, json } = await hub.send('GET', `/api/v1/sales/days${query}`);
  return { status, json, ...(json as unknown as Days) };
};

it('a day of all stores is read page by page, and what is no day is refused by its name', async () => {
  expect((await days('')).items).toEqual([]);
  for (const code of ['D-1', 'D-2', 'D-3'])
    await hub.send('POST', '/api/v1/stores', { code, name: code, timeZone: 'Asia/Shanghai' });
  const first = await days('?date=2026-03-01&limit=2');
  expect(first.items.map(({ storeCode, hours }) => [storeCode, hours.length])).toEqual([
    ['D-1', 24],
    ['D-2', 24],
  ]);
  expect(first.items[0]?.hours[9]).toEqual({
    ...{ hourStart: '2026-03-01T01:00:00.000Z', hourEnd: '2026-03-01T02:00:00.000Z', clock: '09:00' },
    ...{ state: null, orders: 0, totalFen: 0 },
  });
  const rest = await days(`?date=2026-03-01&limit=2&cursor=${first.nextCursor ?? ''}`);
  expect([rest.items.map(({ storeCode }) => storeCode), rest.nextCursor]).toEqual([['D-3'], null]);
  for (const date of ['2026-02-30', 'today', '0999-01-01']) {
    const refused = await days(`?date=${date}`);
    expect([refused.status, JSON.stringify(refused.json)]).toEqual([
      422,
      expect.stringContaining('"field":"date"'),
    ]);
  }
});
