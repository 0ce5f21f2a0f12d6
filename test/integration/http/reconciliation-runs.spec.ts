import { randomBytes } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { beginRepair, endVerified, waitingRepair } from '../reconciliation/repair-rows.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';

const RUNS = '/api/v1/reconciliation/runs';
const newId = () => uuidV7(new Date(), randomBytes(10));

let database: TestDatabase;
let client: pg.Client;
let test: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  test = await startTestHub(database.url, { HUB_ROLES: 'api,worker', HUB_RECONCILE_AT: 'none' });
});
afterAll(async () => {
  await test.stop();
  await client.end();
  await database.drop();
});

const MARCH = { from: '2026-03-01T00:00:00+08:00', to: '2026-04-01T00:00:00+08:00' };

/** A run of March that a hub has in hand. */
async function aRunInHand(rule: string): Promise<string> {
  const id = newId();
  await client.query(
    `INSERT INTO reconciliation_runs (id, cause, scope, from_at, to_at, rule, due_at, lease_holder, lease_until, created_at)
     VALUES ($1, 'asked', '* * ' || $2, $3, $4, $2, now(), 'somebody', now() + INTERVAL '1 hour', now())`,
    [id, rule, MARCH.from, MARCH.to],
  );
  return id;
}

it('compares a period because somebody asked, and says what that has shown', async () => {
  const asked = await test.send('POST', RUNS, MARCH);
  expect(asked.status).toBe(202);
  const one = `${RUNS}/${asked.json.id as string}`;
  let shown = await test.send('GET', one);
  while (shown.json.state !== 'done') shown = await test.send('GET', one);
  expect(shown.json).toMatchObject({
    ...{ cause: 'asked', from: '2026-02-28T16:00:00.000Z', to: '2026-03-31T16:00:00.000Z', drift: null },
    report: { compared: 0, differing: 0, silent: [], differences: [], isCutShort: false },
  });
  const again = await test.send('POST', RUNS, MARCH);
  const { json } = await test.send('GET', `${RUNS}?limit=1`);
  expect(json.items.map(({ id }: { id: string }) => id)).toEqual([again.json.id]);
});

it('is a job that can be paused, resumed and cancelled', async () => {
  const id = await aRunInHand('stuck');
  const job = await test.send('GET', `/api/v1/jobs/${id}`);
  expect(job.json).toMatchObject({
    ...{ kind: 'reconciliation', state: 'open', submissions: null },
    reconciliation: { rule: 'stuck', compared: 0 },
  });
  const paused = await test.send('POST', `/api/v1/jobs/${id}/pause`);
  expect(paused.json.reconciliation.pausedAt).not.toBeNull();
  const resumed = await test.send('POST', `/api/v1/jobs/${id}/resume`);
  expect(resumed.json.reconciliation.pausedAt).toBeNull();
  while ((await test.send('GET', `/api/v1/jobs/${id}`)).json.state !== 'done');
  const cancelled = await test.send('POST', `/api/v1/jobs/${id}/cancel`);
  expect([cancelled.status, cancelled.json.detail]).toEqual([409, 'This run has ended.']);
});

it('names the field that is wrong, and the run that is in the way', async () => {
  expect(faulty(await test.send('POST', RUNS, { ...MARCH, to: MARCH.from }))).toEqual(['to']);
  expect(faulty(await test.send('POST', RUNS, { ...MARCH, storeId: newId() }))).toEqual(['storeId']);
  expect(faulty(await test.send('POST', RUNS, { ...MARCH, storeId: 'SH-01' }))).toEqual(['storeId']);
  expect(faulty(await test.send('POST', RUNS, { ...MARCH, accountId: 'x' }))).toEqual(['accountId']);
  for (const rule of ['any', 'hour_differs', 'unknown_value'])
    expect(faulty(await test.send('POST', RUNS, { ...MARCH, rule }))).toEqual(['rule']);
  const id = await aRunInHand('unconfirmed');
  const refused = await test.send('POST', RUNS, {
    ...MARCH,
    to: '2026-03-02T00:00:00Z',
    rule: 'unconfirmed',
  });
  expect([refused.status, faulty(refused)]).toEqual([409, ['from']]);
  expect(refused.json.errors[0].message).toContain(id);
  expect((await test.send('POST', RUNS, { ...MARCH, rule: 'unconfirmed' })).json).toEqual({ id });
});

it('lists what a run has found once each, by pages and as a file', async () => {
  const id = await aRunInHand('lines_differ');
  await client.query(
    `INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
     VALUES ($1, 'R-1', '=1+1', 'Asia/Shanghai', now(), now())`,
    [id],
  );
  await client.query(
    `INSERT INTO reconciliation_run_differences (run_id, id, order_id, store_id, account_id, rule, key, severity, evidence, since)
     SELECT $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, $1, $1, 'lines_differ', n, 'warn',
       '{"till": "-1"}', now() FROM generate_series(1, 2300) AS n`,
    [id],
  );
  const keys: string[] = [];
  let cursor = '';
  do {
    const { json } = await test.send('GET', `${RUNS}/${id}/differences?limit=200${cursor}`);
    keys.push(...json.items.map(({ key }: { key: string }) => key));
    cursor = json.nextCursor === null ? '' : `&cursor=${json.nextCursor as string}`;
  } while (cursor !== '');
  expect(keys).toEqual(Array.from({ length: 2_300 }, (_, n) => String(n + 1)));

  const file = await test.send('GET', `${RUNS}/${id}/differences.csv`);
  const rows: Record<string, string>[] = parse(file.text, { bom: true, columns: true });
  expect(rows).toHaveLength(2_301);
  expect(rows[0]).toMatchObject({ storeCode: 'R-1', storeName: "'=1+1", rule: 'lines_differ', state: '' });
  expect(rows.at(-1)).toMatchObject({ storeCode: 'end', storeName: '2300' });
  const plain = await test.send('GET', `${RUNS}/${id}/differences.csv?spreadsheet=false`);
  expect(plain.text).toContain(',=1+1,');
});

it('says how many repairs of its scope have mended something since the one before', async () => {
  const sql = {
    rows: async ({ text, values }: { text: string; values?: unknown[] }) =>
      (await client.query(text, values)).rows,
  } as unknown as Sql;
  const repair = async (
    rule: 'amount_differs' | 'stuck',
    verified: 'mended' | 'not_mended',
    hoursAgo: number,
  ) => {
    const at = new Date(Date.now() - hoursAgo * 3_600_000);
    const id = await waitingRepair(sql, { accountId: newId(), rule, at });
    await beginRepair(sql, id, at);
    await endVerified(sql, id, at, verified);
  };
  await repair('amount_differs', 'mended', 23);
  await repair('amount_differs', 'mended', 1);
  await repair('amount_differs', 'mended', 25);
  await repair('amount_differs', 'not_mended', 1);
  await repair('stuck', 'mended', 1);
  const id = await aRunInHand('amount_differs');
  expect((await test.send('GET', `${RUNS}/${id}`)).json).toMatchObject({ repaired: 2, drift: null });
});
