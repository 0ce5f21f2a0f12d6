import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { uuidV7 } from '#domain/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

const ALARMS = '/api/v1/alarms';
const RUN = uuidV7(new Date(), randomBytes(10));

let database: TestDatabase;
let client: pg.Client;
let test: TestHub;

/** A run whose slices have failed, and that is not due for an hour. */
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `INSERT INTO reconciliation_runs (id, cause, scope, from_at, to_at, failures, due_at, created_at)
     VALUES ($1, 'asked', '* * *', now() - INTERVAL '1 day', now(), 4, now() + INTERVAL '1 hour', now())`,
    [RUN],
  );
  test = await startTestHub(database.url, { HUB_ROLES: 'api,worker', HUB_RECONCILE_AT: 'none' });
});
afterAll(async () => {
  await test.stop();
  await client.end();
  await database.drop();
});

async function listed(query = '') {
  for (;;) {
    const { json } = await test.send('GET', `${ALARMS}${query}`);
    if (json.items.length > 0) return json.items[0];
  }
}

it('shows what stands, and who sees to it', async () => {
  const found = await listed('?state=open&kind=run_failing');
  expect(found).toMatchObject({
    ...{ kind: 'run_failing', subject: `run:${RUN}`, state: 'open', count: 4, timesOpened: 1, note: null },
    text: {
      zh: `对账 ${RUN} 失败了 4 次，还在重试`,
      en: expect.stringContaining(`${RUN} has failed 4 times`),
    },
  });
  expect((await test.send('GET', `${ALARMS}/counts`)).json).toEqual({
    items: [{ kind: 'run_failing', state: 'open', count: 1 }],
  });
  const seen = await test.send('POST', `${ALARMS}/${found.id as string}/acknowledge`, { note: 'on it' });
  expect(seen).toMatchObject({
    status: 200,
    json: { state: 'acknowledged', acknowledgedBy: expect.any(String), note: { text: 'on it' } },
  });
  expect((await test.send('GET', '/metrics')).text).toContain(
    'suanpan_alarms{kind="run_failing",state="acknowledged"} 1',
  );
  const erased = await test.send('DELETE', `${ALARMS}/texts/${seen.json.note.id as string}`);
  expect(erased.status).toBe(204);
  expect((await test.send('GET', `${ALARMS}/${found.id as string}`)).json.note).toBeNull();
});

it.each([
  ['?state=shut', 'state'],
  ['?kind=fire', 'kind'],
  ['?about=it', 'about'],
])('refuses the filter %s by the name of its field', async (query, field) => {
  const { status, json } = await test.send('GET', `${ALARMS}${query}`);
  expect([status, JSON.stringify(json.errors)]).toEqual([422, expect.stringContaining(field)]);
});

it('knows no alarm that is not there', async () => {
  const { status } = await test.send('POST', `${ALARMS}/${RUN}/acknowledge`, {});
  expect(status).toBe(404);
});
