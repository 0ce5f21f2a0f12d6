import pg from 'pg';
import type { Sql, Statement } from '#database/sql.js';
import { DispatchCausesQuery } from '#dispatch/operator/dispatch-causes.query.js';
import { DeliveryCausesQuery } from '#intake/delivery-causes.query.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret } from './storefront-sender.js';

const MANY = 12_000;

let created: TestDatabase;
let client: pg.Client;
let test: TestHub;
let [shop, other] = ['', ''];

beforeAll(async () => {
  created = await createTestDatabase();
  client = new pg.Client({ connectionString: created.url });
  await client.connect();
  test = await startTestHub(created.url, { HUB_ROLES: 'api', HUB_THROTTLE_PER_SECOND: '200' });
  const accounts = [];
  for (const name of ['shop', 'other']) {
    const account = { connector: 'storefront', name, config: { secrets: [newSecret()] } };
    accounts.push((await test.send('POST', '/api/v1/accounts', account)).json.id as string);
  }
  [shop = '', other = ''] = accounts;
  for (const [account, state, code, count] of KEPT(shop, other)) await keep(account, state, code, count);
  await client.query('ANALYZE');
});
afterAll(async () => {
  await test.stop();
  await client.end();
  await created.drop();
});

const KEPT = (one: string, two: string) =>
  [
    [one, 'done', null, 30_000],
    [one, 'failed', 'internal', MANY],
    [one, 'failed', 'not_found', 3],
    [two, 'failed', 'not_found', 2],
    [one, 'pending', 'unavailable', 4],
    [one, 'pending', null, 5],
    [two, 'contradicts', 'contradicts', 1],
    [two, 'refused', 'invalid_document', 2],
  ] as const;

/** The first of them is a second old, each further one a second more; of a refused order the last is made good. */
async function keep(account: string, state: string, code: string | null, count: number): Promise<void> {
  const times = `SELECT n, date_trunc('milliseconds', now()) - n * INTERVAL '1 second' AS at FROM generate_series(1, $1::int) AS n`;
  const id = `(lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(concat($3::text, n)), 1, 3) || '8'
    || substr(md5(concat($2::text, $3::text, $4::text, n)), 4, 15))::uuid`;
  await client.query(
    `INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references, state, due_at,
       error_code, error_message, settled_at)
     SELECT ${id}, at, $2::uuid, 'storefront', sha256('{}'), 2, '[]', $3, at + INTERVAL '1 day', $4::text, 'no ' || n,
       CASE WHEN $3 = 'done' OR ($3 = 'refused' AND n = $1) THEN at END FROM (${times}) AS times`,
    [count, account, state, code ?? null],
  );
  const command = { done: 'done', failed: 'failed', pending: 'waiting', contradicts: 'held' }[state];
  if (command === undefined) return;
  await client.query(
    `WITH made AS MATERIALIZED (SELECT ${id} AS id, at FROM (${times}) AS times),
     orders AS (
       INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
       SELECT id, 'paid', 'paid', 'accepted', 'none', at, at FROM made),
     legs AS (
       INSERT INTO legs (id, order_id, account_id, connector, vendor_no, sell_rank, own_store_ids, order_at, state,
         confirmed_at, created_at, updated_at)
       SELECT id, id, $2::uuid, 'storefront', id::text, 0, true, at, '{}', at, at, at FROM made)
     INSERT INTO dispatches (id, account_id, kind, leg_id, cause, state, due_at, error_code, error_message, created_at,
       updated_at)
     SELECT id, $2::uuid, 'place', id, 'rule', $5, at, $4::text, 'no', at, at FROM made`,
    [count, account, state, code ?? null, command],
  );
}

interface Told {
  readonly state: string;
  readonly accountId: string;
  readonly errorCode: string;
  readonly count: number;
  readonly isMore: boolean;
}

async function causesOf(list: string) {
  const { items } = (await test.send('GET', `/api/v1/${list}/causes`)).json as { items: Told[] };
  return items.map(({ state, accountId, errorCode, count, isMore }) =>
    [state, accountId === shop ? 'shop' : 'other', errorCode, count, isMore].join(' '),
  );
}

it('deliveries that failed, are tried again or were refused are counted by their cause, up to a bound', async () => {
  expect((await causesOf('deliveries')).sort()).toEqual([
    'contradicts other contradicts 1 false',
    'failed other not_found 2 false',
    'failed shop internal 10001 true',
    'failed shop not_found 3 false',
    'pending shop unavailable 4 false',
    'refused other invalid_document 1 false',
  ]);
  const [, second] = (await test.send('GET', '/api/v1/deliveries/causes')).json.items;
  expect(second).toMatchObject({ message: 'no 1', text: { zh: '对方连不上' } });
  const newest = (await test.send('GET', `/api/v1/deliveries/${second.lastId}`)).json;
  expect([newest.errorCode, newest.receivedAt]).toEqual(['unavailable', second.lastAt]);
  expect(Date.parse(second.lastAt) - Date.parse(second.since)).toBe(3_000);
});

it('commands too', async () => {
  expect((await causesOf('dispatches')).sort()).toEqual([
    'failed other not_found 2 false',
    'failed shop internal 10001 true',
    'failed shop not_found 3 false',
    'held other contradicts 1 false',
    'waiting shop unavailable 4 false',
  ]);
});

it.each(['deliveries', 'dispatches'])('%s are listed by their cause', async (list) => {
  const asked = `/api/v1/${list}?state=failed&errorCode=not_found`;
  expect((await test.send('GET', asked)).json.items).toHaveLength(5);
  expect((await test.send('GET', `${asked}&accountId=${other}`)).json.items).toHaveLength(2);
  const refused = await test.send('GET', `/api/v1/${list}?errorCode=Not%20Found`);
  expect([refused.status, faulty(refused)]).toEqual([422, ['errorCode']]);
});

const READ = [
  ['deliveries', (sql: Sql) => new DeliveryCausesQuery(sql).read()],
  ['dispatches', (sql: Sql) => new DispatchCausesQuery(sql).read()],
  ['deliveries', listed('deliveries', 'received_at DESC, id DESC')],
  ['dispatches', listed('dispatches', 'id DESC')],
] as const;

function listed(table: string, order: string) {
  const text = `SELECT * FROM ${table} WHERE state = 'failed' AND error_code = 'not_found' ORDER BY ${order} LIMIT 51`;
  return (sql: Sql) => sql.rows({ text });
}

it.each(READ)('nothing reads through all %s', async (_table, read) => {
  const plans: string[] = [];
  const explaining: Sql = {
    rows: async ({ text, values = [] }: Statement) => {
      const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
      plans.push(JSON.stringify(rows));
      return [];
    },
  };
  // Of a month without deliveries an empty table is read through.
  await client.query('BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off');
  await read(explaining);
  await client.query('ROLLBACK');
  expect(plans).toHaveLength(1);
  expect(plans[0]).not.toContain('Seq Scan');
  expect(plans[0]).not.toMatch(/"Filter":"[^"]*error_code/);
});
