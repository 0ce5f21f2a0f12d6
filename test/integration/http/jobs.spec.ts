import { uuidV7 } from '#domain/ids.js';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
let client: pg.Client;
let test: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await test.stop();
  await client.end();
  await database.drop();
});

/** As a migration makes one; an attribution beside it, older or newer. */
async function aRefold(minutesAgo: number): Promise<string> {
  const at = new Date(Date.now() - minutesAgo * 60_000);
  const id = uuidV7(at, randomBytes(10));
  await client.query(`INSERT INTO refolds (id, kind, created_at) VALUES ($1, 'same_instant', $2)`, [id, at]);
  return id;
}

async function anAttribution(minutesAgo: number): Promise<string> {
  const at = new Date(Date.now() - minutesAgo * 60_000);
  const id = uuidV7(at, randomBytes(10));
  await client.query(
    `INSERT INTO attributions (id, store_ids, search, recordings, created_at, finished_at)
     VALUES ($1, '{}', 'code', '{}', $2, $2)`,
    [id, at],
  );
  return id;
}

it('jobs of all kinds are one list, and what an upgrade folds otherwise runs by itself', async () => {
  const ids = [await anAttribution(1), await aRefold(2), await anAttribution(3), await aRefold(4)];
  test = await startTestHub(database.url, { HUB_ROLES: 'api,worker' });
  const page = async (
    query: string,
  ): Promise<{ items: { id: string; kind: string }[]; nextCursor: string }> =>
    (await test.send('GET', `/api/v1/jobs?${query}`)).json;
  const first = await page('limit=3');
  const second = await page(`limit=3&cursor=${first.nextCursor}`);
  const listed = [...first.items, ...second.items];
  expect(listed.map(({ id }) => id)).toEqual(ids);
  expect(listed.map(({ kind }) => kind)).toEqual([
    'attribution',
    'same_instant',
    'attribution',
    'same_instant',
  ]);
  // The oldest is worked off first.
  await test.printed(/"event":"refold"[^\n]*("outcome":"done")/);
  const { json } = await test.send('GET', `/api/v1/jobs/${ids[3]!}`);
  expect(json).toMatchObject({ state: 'done', accountId: null, storeIds: [], ordersMoved: 0, legsLeft: 0 });
});
