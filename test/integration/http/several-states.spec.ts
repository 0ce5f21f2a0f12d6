import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';

let created: TestDatabase;
let client: pg.Client;
let test: TestHub;
beforeAll(async () => {
  created = await createTestDatabase();
  client = new pg.Client({ connectionString: created.url });
  await client.connect();
  test = await startTestHub(created.url, { HUB_THROTTLE_PER_SECOND: '200' });
});
afterAll(async () => {
  await test.stop();
  await client.end();
  await created.drop();
});

const get = (path: string) => test.send('GET', `/api/v1/${path}`);

it('several states are one list in its order, page by page', async () => {
  const states = ['open', 'dismissed', 'accepted', 'closed', 'open', 'dismissed', 'open'];
  const ids: Record<string, string[]> = {};
  for (const state of states) {
    const id = newId();
    await client.query(
      `INSERT INTO discrepancies (id, rule, subject, key, severity, state, evidence, fingerprint, repairs, since, opened_at,
         updated_at, closed_at, closed_by)
       VALUES ($1, 'stuck', $2, '', 'info', $3::text, '{}', 'f', '[]', now(), now(), now(),
         CASE $3 WHEN 'closed' THEN now() END, CASE $3 WHEN 'closed' THEN 'agrees' END)`,
      [id, `order:${id}`, state],
    );
    (ids[state] ??= []).push(id);
  }
  // Of one millisecond an id may come before an older one.
  const newestFirst = (...of: readonly string[]) =>
    of
      .flatMap((state) => ids[state]!)
      .sort()
      .reverse();
  const seen: string[] = [];
  let cursor = '';
  do {
    const { items, nextCursor } = (await get(`discrepancies?state=accepted,open&limit=3${cursor}`)).json;
    seen.push(...items.map(({ id }: { id: string }) => id));
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(newestFirst('open', 'accepted'));
  const repeated = (await get('discrepancies?state=open,%20open')).json.items;
  expect(repeated.map(({ id }: { id: string }) => id)).toEqual(newestFirst('open'));
});

const LISTS: readonly (readonly [list: string, field: string, states: string])[] = [
  ['alarms', 'state', 'open,acknowledged,ended'],
  ['deliveries', 'state', 'refused,contradicts,failed,done'],
  ['discrepancies', 'state', 'open,closed'],
  ['dispatches', 'state', 'held,failed,done'],
  ['incidents', 'state', 'open,ended'],
  ['jobs', 'state', 'open,done'],
  ['jobs', 'kind', 'backfill,rules'],
  ['links/suggestions', 'state', 'open,gone'],
  ['orders', 'status', 'paid,completed'],
  ['reconciliation/runs', 'state', 'open,done'],
  ['repairs', 'state', 'planned,approved,begun'],
  ['sales/gaps', 'state', 'hole,failed'],
  ['submissions', 'state', 'failed,conflict'],
  ['windows', 'state', 'failed,open'],
];

it.each(LISTS)('%s take several, and name one that is none', async (list, field, states) => {
  expect((await get(`${list}?${field}=${states}`)).status).toBe(200);
  const refused = await get(`${list}?${field}=${states},opend`);
  expect([refused.status, faulty(refused)]).toEqual([422, [field]]);
  expect(refused.text).toContain('opend is none');
  for (const none of ['', ',', `${states},`, '%3Cscript%3E', 'x'.repeat(500)]) {
    const other = await get(`${list}?${field}=${none}`);
    expect([none, other.status, other.text.includes('script')]).toEqual([none, 422, false]);
  }
});

/** Each state is read by itself. What ends as nearly all do is found by reading the list. */
const READ: readonly (readonly [table: string, column: string, order: string, states: readonly string[]])[] =
  [
    ['deliveries', 'state', 'received_at DESC, id DESC', ['pending', 'failed', 'contradicts', 'refused']],
    ['discrepancies', 'state', 'id DESC', ['open', 'dismissed', 'accepted']],
    ['dispatches', 'state', 'id DESC', ['held', 'waiting', 'unknown', 'failed', 'withdrawn']],
    ['link_suggestions', 'state', 'id DESC', ['open', 'linked', 'dismissed', 'gone']],
    ['orders', 'status', 'id DESC', ['unpaid', 'paid', 'refunded']],
    ['repairs', 'state', 'id DESC', ['planned', 'approved', 'begun', 'failed', 'done']],
    ['submissions', 'state', 'hour_start DESC, id DESC', ['waiting', 'failed', 'unknown', 'conflict']],
    ['windows', 'state', 'from_at DESC, id DESC', ['open', 'failed']],
  ];

it.each(READ)(
  '%s are read by %s through an index in the order of the list',
  async (table, column, order, states) => {
    await client.query(
      'BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off',
    );
    for (const state of states) {
      const { rows } = await client.query<{ 'QUERY PLAN': unknown }>(
        `EXPLAIN (FORMAT JSON) SELECT * FROM ${table} WHERE ${column} = '${state}' ORDER BY ${order} LIMIT 51`,
      );
      const plan = JSON.stringify(rows[0]!['QUERY PLAN']);
      expect([state, plan.includes('"Sort Key"') && !plan.includes('Append')]).toEqual([state, false]);
      expect([state, new RegExp(`"Filter":"[^"]*${column}`).test(plan)]).toEqual([state, false]);
    }
    await client.query('ROLLBACK');
  },
);
