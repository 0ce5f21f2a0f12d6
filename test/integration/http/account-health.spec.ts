import { randomUUID } from 'node:crypto';
import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

const OVOPARK_CONFIG = { akey: 'akey-1', secret: 'the-ovopark-secret', enterpriseId: '123' };
const WELL = { state: 'well', troubles: [] };
const FROM = '2026-03-05T01:00:00.000Z';

let created: TestDatabase;
let database: Database;
let test: TestHub;
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  test = await startTestHub(created.url);
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

const newAccount = async (name: string) =>
  (await send('POST', '/api/v1/accounts', { connector: 'ovopark', name, config: OVOPARK_CONFIG })).json;

/** As polling leaves it: this hub has only the role that answers. */
const failWindow = (accountId: string) =>
  database.rows({
    text: `INSERT INTO windows (id, account_id, stream, from_at, to_at, state, error_code, error_message, due_at, created_at)
           VALUES (gen_random_uuid(), $1, 'tickets', $2, $2, 'failed', 'auth_failed', '授权失败', now(), now())`,
    values: [accountId, FROM],
  });
const ORDER = `INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
  VALUES ($1, 'paid', 'paid', 'created', 'none', now(), now())`;
const LEG = `INSERT INTO legs (id, order_id, account_id, connector, vendor_no, own_store_ids, opened_by, state, confirmed_at,
    order_at, created_at, updated_at)
  VALUES ($1, $1, $2, 'storefront', gen_random_uuid()::text, true, 'live', '{}', now(), now(), now(), now())`;
/** As dispatch leaves one: made so many minutes ago, and sent then if it was. */
async function addCommand(accountId: string, state: string, minutes: number): Promise<void> {
  const id = randomUUID();
  await database.rows({ text: ORDER, values: [id] });
  await database.rows({ text: LEG, values: [id, accountId] });
  await database.rows({
    text: `INSERT INTO dispatches (id, account_id, kind, leg_id, cause, state, write_before, due_at, created_at, updated_at)
           VALUES ($1, $2, 'place', $1, 'rule', $3, now() - $4 * INTERVAL '1 minute', now(),
             now() - $4 * INTERVAL '1 minute', now())`,
    values: [id, accountId, state, minutes],
  });
}

const dueInAnHour = async (accountId: string) => {
  await database.rows({
    text: `UPDATE windows SET due_at = now() + INTERVAL '1 hour' WHERE account_id = $1`,
    values: [accountId],
  });
};
const isDue = async (accountId: string) => {
  const text = `SELECT FROM windows WHERE account_id = $1 AND due_at <= now()`;
  return (await database.rows({ text, values: [accountId] })).length > 0;
};

const closeWindows = () =>
  database.rows({ text: `UPDATE windows SET state = 'closed', error_code = NULL, error_message = NULL` });

const accountsInMetrics = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    [
      ...(await send('GET', '/metrics')).text.matchAll(
        /^suanpan_accounts\{connector="ovopark",state="(\w+)"\} (\d+)$/gm,
      ),
    ].map(([, state, count]) => [state, count]),
  );

it('an account shows whether it works, and what is tried for it in vain', async () => {
  const [sound, broken] = [await newAccount('sound'), await newAccount('broken')];
  expect(broken.health).toEqual(WELL);
  expect(await accountsInMetrics()).toEqual({ well: '2', unwell: '0', paused: '0' });

  await failWindow(broken.id);
  const trouble = { what: 'windows', code: 'auth_failed', message: '授权失败', count: 1, oldestAt: FROM };
  const unwell = { state: 'unwell', troubles: [trouble] };
  const path = `/api/v1/accounts/${broken.id}`;
  expect((await send('GET', path)).json).toEqual({ ...broken, health: unwell });
  expect((await send('GET', '/api/v1/accounts')).json).toEqual({
    items: [sound, { ...broken, health: unwell }],
    nextCursor: null,
  });
  expect(await accountsInMetrics()).toEqual({ well: '1', unwell: '1', paused: '0' });

  const paused = { state: 'paused', troubles: [trouble] };
  expect((await send('PATCH', path, { paused: true })).json).toMatchObject({ health: paused });
  expect(await accountsInMetrics()).toEqual({ well: '1', unwell: '0', paused: '1' });

  await closeWindows();
  expect((await send('PATCH', path, { paused: false })).json).toMatchObject({ health: WELL });
  expect((await send('GET', path)).json).toMatchObject({ health: WELL });
  expect(await accountsInMetrics()).toEqual({ well: '2', unwell: '0', paused: '0' });
});

/** As intake keeps one: refused so many hours ago, and told of for a day. */
const addRefused = (accountId: string, hours: number, isSettled: boolean) =>
  database.rows({
    text: `INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references, state,
             due_at, settled_at)
           VALUES (gen_random_uuid(), now() - $2 * INTERVAL '1 hour', $1, 'storefront', '', 0, '[]', 'refused',
             now() + (24 - $2) * INTERVAL '1 hour', CASE WHEN $3 THEN now() END)`,
    values: [accountId, hours, isSettled],
  });

it('a refused delivery is open until it is made good, dismissed or a day old', async () => {
  const { id } = await newAccount('refusing');
  const open = async () => (await send('GET', `/api/v1/accounts/${id}`)).json.open;
  await addRefused(id, 25, false);
  await addRefused(id, 1, true);
  expect(await open()).toEqual([]);
  await addRefused(id, 3, false);
  await addRefused(id, 2, false);
  expect(await open()).toMatchObject([{ what: 'deliveries', state: 'refused', count: 2 }]);
  const { text } = await send('GET', '/metrics');
  expect(text).toMatch(/^suanpan_open_work\{what="deliveries",state="refused"\} 2$/m);
});

it('an account shows how much of its work is open, and what is unknown for long makes it unwell', async () => {
  const { id } = await newAccount('busy');
  const shown = async () => (await send('GET', `/api/v1/accounts/${id}`)).json;
  expect(await shown()).toMatchObject({ held: 0, open: [], health: WELL });
  for (const [state, minutes] of [
    ['held', 60],
    ['held', 30],
    ['waiting', 3],
    ['unknown', 4],
    ['done', 90],
  ] as const)
    await addCommand(id, state, minutes);
  const { held, open, health } = await shown();
  expect([held, health]).toEqual([2, WELL]);
  expect(open).toHaveLength(3);
  expect(open).toContainEqual({
    what: 'dispatches',
    state: 'held',
    count: 2,
    oldestAt: expect.stringMatching(/Z$/),
  });
  const gauge = async (name: string, state: string): Promise<number> => {
    const { text } = await send('GET', '/metrics');
    const line = new RegExp(`^suanpan_${name}\\{what="(\\w+)",state="${state}"\\} ([\\d.]+)$`, 'm').exec(
      text,
    );
    return Number(line?.[2]);
  };
  expect([await gauge('open_work', 'held'), await gauge('open_work', 'pending')]).toEqual([2, 0]);
  const age = await gauge('open_work_oldest_seconds', 'held');
  expect([age > 3_500, age < 3_700]).toEqual([true, true]);
  expect(await gauge('open_work_oldest_seconds', 'contradicts')).toBe(0);

  await addCommand(id, 'unknown', 5);
  expect((await shown()).health).toMatchObject({
    state: 'unwell',
    troubles: [{ what: 'dispatches', code: 'outcome_unknown', count: 1 }],
  });
});

async function changedLater(): Promise<string> {
  const { id } = await newAccount('changed later');
  await failWindow(id);
  await dueInAnHour(id);
  await send('PATCH', `/api/v1/accounts/${id}`, { baseUrl: 'https://a-third.example.cn' });
  return id;
}

it.each([
  ['another secret', { config: { secret: 'the-right-secret' } }, true],
  ['another address', { baseUrl: 'https://another.example.cn' }, true],
  ['a resuming', { paused: false }, true],
  ['another name', { name: 'renamed' }, false],
])('after %s what had failed for an account is due at once: %j, %s', async (_what, change, due) => {
  const { id } = await newAccount('changed');
  if ('paused' in change) await send('PATCH', `/api/v1/accounts/${id}`, { paused: true });
  await failWindow(id);
  await dueInAnHour(id);
  expect((await send('PATCH', `/api/v1/accounts/${id}`, change)).status).toBe(200);
  // Who is changed later is not heard of earlier.
  const heard = due ? id : await changedLater();
  while (!(await isDue(heard))) await new Promise(setImmediate);
  expect(await isDue(id)).toBe(due);
});
