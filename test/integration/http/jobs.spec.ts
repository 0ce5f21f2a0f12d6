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

it('backfills are among them, with how far they are; kinds and states narrow the list', async () => {
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [`whsec_${'A'.repeat(44)}`] } };
  const { id: accountId } = (await test.send('POST', '/api/v1/accounts', account)).json;
  const [id, createdAt] = [uuidV7(new Date(), randomBytes(10)), new Date(Date.now() - 10 * 60_000)];
  const [from, to] = ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'];
  await client.query(
    `INSERT INTO backfills (id, account_id, from_at, to_at, created_at) VALUES ($1, $2, $3, $4, $5)`,
    [id, accountId, from, to, createdAt],
  );
  for (const [hour, state] of ['closed', 'closed', 'closed', 'failed'].entries())
    await client.query(
      `INSERT INTO windows (id, account_id, stream, backfill_id, from_at, to_at, state, due_at, created_at, closed_at)
       VALUES ($1, $2, 'orders', $3, $4::timestamptz + $5 * INTERVAL '6 hours', $4::timestamptz + ($5 + 1) * INTERVAL '6 hours',
         $6::text, now() + INTERVAL '1 day', now(), CASE $6 WHEN 'closed' THEN now() END)`,
      [uuidV7(new Date(), randomBytes(10)), accountId, id, from, hour, state],
    );
  const shown = {
    ...{ id, kind: 'backfill', state: 'open', accountId, finishedAt: null, errorMessage: null },
    progress: { unit: 'windows', done: 3, of: 4, percent: 75, since: createdAt.toISOString(), perMinute: 0 },
    backfill: { from, to, purpose: 'backfill' },
    ...{ submissions: null, reconciliation: null },
  };
  expect((await test.send('GET', `/api/v1/jobs/${id}`)).json).toMatchObject(shown);
  expect((await test.send('POST', `/api/v1/jobs/${id}/cancel`)).status).toBe(409);
  const kinds = async (query: string): Promise<string[]> =>
    (await test.send('GET', `/api/v1/jobs?${query}`)).json.items.map(({ kind }: { kind: string }) => kind);
  expect(await kinds('state=open')).toContain('backfill');
  expect(await kinds('state=done')).not.toContain('backfill');
  expect(new Set(await kinds('kind=backfill,attribution&state=open,done'))).toEqual(
    new Set(['backfill', 'attribution']),
  );
  expect(new Set(await kinds('kind=same_instant'))).toEqual(new Set(['same_instant']));
  expect(await kinds('kind=rules,submissions,postings')).not.toContain('attribution');
});
