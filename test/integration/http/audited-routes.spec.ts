import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ROUTE_ACTS } from '../../../apps/hub/src/http/audit/route-acts.js';
import { chain, type Request, requests } from './audited-cases.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';
import { ToyPospal } from './toy-pospal.js';

let created: TestDatabase;
let database: Database;
let till: ToyPospal;
let hub: TestHub;
let cases: Record<string, () => Promise<Request>>;

beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 4, name: 'suanpan-test' }, () => undefined);
  till = await ToyPospal.start();
  const world = await chain(created.url, till);
  // It answers and works on nothing: whatever is written is written by a request.
  hub = await startTestHub(created.url, { HUB_THROTTLE_PER_SECOND: '500' });
  cases = requests(database, hub, world);
});
afterAll(async () => {
  await hub.stop();
  await till.stop();
  await database.close();
  await created.drop();
});

interface Entry {
  readonly act: string;
  readonly actor_kind: string;
  readonly actor_name: string | null;
  readonly address: string | null;
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

const entriesAfter = (id: string): Promise<Entry[]> =>
  database.rows({ text: 'SELECT * FROM audit_entries WHERE id > $1 ORDER BY id', values: [id] });
const lastEntry = async (): Promise<string> =>
  (await database.rows<{ id: string }>({ text: 'SELECT id FROM audit_entries ORDER BY id DESC LIMIT 1' }))[0]!
    .id;

/** As a key, or, where a cookie is sent, as the session that it is of. */
async function ask(
  route: string,
  ...[path, body, headers = {}]: Request
): Promise<{ status: number; text: string }> {
  const isSession = headers['cookie'] !== undefined;
  const response = await fetch(`${hub.url}/api/v1/${path}`, {
    method: route.split(' ')[0]!,
    headers: {
      ...(isSession ? {} : { authorization: `Bearer ${ADMIN_KEY}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** One row of many things, or of none that has an id: which ones stands in what it says. */
const OF_MANY = new Set([
  'discrepancies.decided',
  'repairs.approved',
  'person.exported',
  'retention.changed',
]);
/** By a person alone: who sets a password is a user. */
const BY_USER = new Set(['password.set', 'password.changed']);

const AUDITED = Object.entries(ROUTE_ACTS).flatMap(([route, row]) =>
  'none' in row ? [] : [[route, row] as const],
);

it('every route that changes something has a row, and each row is of a route', async () => {
  const { paths } = (await hub.send('GET', '/openapi.json')).json as { paths: Record<string, object> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => ['post', 'put', 'patch', 'delete'].includes(method) && path.startsWith('/api/v1'))
      .map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(routes.sort()).toEqual(Object.keys(ROUTE_ACTS).sort());
  expect(Object.keys(cases).sort()).toEqual(AUDITED.map(([route]) => route).sort());
});

it.each(AUDITED)('%s stands in the audit as its act', async (route, { act, subject }) => {
  const [path, body, headers] = await cases[route]!();
  const before = await lastEntry();
  const answer = await ask(route, path, body, headers);
  expect([Math.floor(answer.status / 100), answer.status < 300 ? '' : answer.text]).toEqual([2, '']);
  const entries = await entriesAfter(before);
  const own = entries.filter((entry) => entry.act === act);
  expect(entries.map((entry) => entry.act)).toEqual(
    entries.map((entry) => (entry.act === 'audit.reason_erased' ? entry.act : act)),
  );
  expect(own).toHaveLength(1);
  expect(own[0]).toMatchObject({
    ...(BY_USER.has(act)
      ? { actor_kind: 'user', actor_name: expect.stringMatching(/^user /) }
      : { actor_kind: 'key', actor_name: 'HUB_ADMIN_KEY' }),
    address: '127.0.0.1',
    ...(OF_MANY.has(act) ? {} : { subject_id: expect.any(String) }),
    ...(subject === undefined ? {} : { subject_kind: subject.kind }),
  });
});

it('what cannot be written down is not done', async () => {
  await database.rows({
    text: `CREATE FUNCTION refuse_audit() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the audit is full''; END'`,
  });
  // A data key is made before the transaction of what it is for; which hub holds which key is a beat.
  const digest = async (): Promise<string> => {
    const tables = await database.rows<{ name: string }>({
      text: `SELECT c.oid::regclass::text AS name FROM pg_class c
             WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
               AND c.relname NOT IN ('ticks', 'data_keys', 'key_holders') ORDER BY 1`,
    });
    const parts: string[] = [];
    for (const { name } of tables) {
      const [row] = await database.rows<{ digest: string | null }>({
        text: `SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS digest FROM ${name} t`,
      });
      parts.push(`${name} ${String(row?.digest)}`);
    }
    return parts.join('\n');
  };
  for (const route of AUDITED.map(([name]) => name).filter((name) => !ONCE.has(name))) {
    const [path, body, headers] = await cases[route]!();
    await database.rows({
      text: `CREATE TRIGGER refuse_audit BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_audit()`,
    });
    const before = await digest();
    const { status } = await ask(route, path, body, headers);
    const after = await digest();
    await database.rows({ text: 'DROP TRIGGER refuse_audit ON audit_entries' });
    expect([route, status, after]).toEqual([route, 500, before]);
  }
});

/** Of which what they are about is gone once it was done. */
const ONCE = new Set([
  'POST /api/v1/accounts/:accountId/bindings',
  'DELETE /api/v1/accounts/:accountId/bindings/:id',
  'DELETE /api/v1/links/acts/:id/reason',
  'POST /api/v1/deliveries/:id/resolve',
  'POST /api/v1/orders/:id/attention/dismiss',
  'POST /api/v1/links/:id/undo',
  'DELETE /api/v1/alarms/texts/:id',
  'POST /api/v1/dispatches',
  'POST /api/v1/accounts/:accountId/confirm-cover',
  'POST /api/v1/orders/:orderId/corrections/:id/withdraw',
  'POST /api/v1/stores/:storeId/rule-sets',
  'POST /api/v1/links/suggestions/:id/accept',
  'POST /api/v1/links/suggestions/:id/dismiss',
  'DELETE /api/v1/links/suggestions/:id/reason',
  'POST /api/v1/orders/:orderId/links',
  'POST /api/v1/alarms/:id/acknowledge',
]);
