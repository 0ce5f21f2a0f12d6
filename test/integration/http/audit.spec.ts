import { Database } from '#database/database.js';
import { verifyChain } from '#audit/chain/verifying.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret } from './storefront-sender.js';

interface Entry {
  readonly id: string;
  readonly act: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly reason: string | null;
  readonly seal: { readonly seq: string; readonly hash: string } | null;
}
interface Page {
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
}

const SECRET = newSecret();
let created: TestDatabase;
let database: Database;
let hub: TestHub;
let rest: RestClient;
const keys = new Map<string, string>();

beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 3, name: 'suanpan-test' }, () => undefined);
  hub = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '500' });
  rest = new RestClient(`${hub.url}/api/v1`, ADMIN_KEY);
  for (const [name, role] of [
    ['one', 'admin'],
    ['other', 'admin'],
    ['reader', 'viewer'],
  ] as const)
    keys.set(name, (await rest.post<{ key: string }>('api-keys', { name, role })).key);
});
afterAll(async () => {
  await hub.stop();
  await database.close();
  await created.drop();
});

const as = (name: string, more: Record<string, string> = {}) => ({
  authorization: `Bearer ${keys.get(name)!}`,
  ...more,
});
const send: TestHub['send'] = (...request) => hub.send(...request);
const list = (query = ''): Promise<Page> => rest.get<Page>(`audit?${query}`);
const newShop = async (name = 'shop') =>
  rest.post<{ id: string; updatedAt: string }>('accounts', {
    connector: 'storefront',
    name,
    config: { secrets: [SECRET] },
  });

describe('what was done', () => {
  it('is told with who, from where, before and after; of a secret only that it changed', async () => {
    const { id } = await newShop();
    const another = newSecret();
    const change = { name: 'renamed', config: { secrets: [another] } };
    await send('PATCH', `/api/v1/accounts/${id}`, change, as('one', { 'user-agent': 'a browser\tof ours' }));
    const { items } = await list(`subjectId=${id}`);
    expect(items).toMatchObject([
      {
        act: 'account.changed',
        actor: { kind: 'key', name: 'one' },
        ...{ address: '127.0.0.1', client: 'a browser of ours' },
        subject: { kind: 'account', id },
        ...{ before: { name: 'shop' }, after: { name: 'renamed', 'config.secrets': 'changed' } },
        ...{ reason: null, bulkId: null },
      },
      {
        act: 'account.made',
        actor: { kind: 'key', name: 'HUB_ADMIN_KEY' },
        before: null,
        after: { name: 'shop' },
      },
    ]);
    const everything = await database.rows({ text: 'SELECT * FROM audit_entries' });
    for (const secret of [SECRET, another]) expect(JSON.stringify(everything)).not.toContain(secret);
  });

  it('keeps its reason, which can be erased, and is in no log', async () => {
    const { id } = await newShop();
    const reason = 'the shop of 王小明 is closed';
    await send('PATCH', `/api/v1/accounts/${id}`, { paused: true, reason });
    const [paused] = (await list(`subjectId=${id}&act=account.changed`)).items;
    expect(paused).toMatchObject({ reason, before: { paused: false }, after: { paused: true } });
    await rest.until<Page>(`audit?subjectId=${id}`, ({ items }) => items.every(({ seal }) => seal !== null));
    expect((await send('DELETE', `/api/v1/audit/${paused!.id}/reason`)).status).toBe(204);
    expect((await list(`subjectId=${id}&act=account.changed`)).items).toMatchObject([{ reason: null }]);
    expect((await list(`subjectId=${paused!.id}`)).items).toMatchObject([{ act: 'audit.reason_erased' }]);
    expect((await send('DELETE', `/api/v1/audit/${paused!.id}/reason`)).status).toBe(404);
    expect(hub.log()).not.toContain('王小明');
  });

  it('is sealed, told in the log and in the metrics', async () => {
    await newShop();
    const page = await rest.until<Page>('audit', ({ items }) => items.every(({ seal }) => seal !== null));
    const [newest] = page.items;
    const seq = newest!.seal!.seq;
    // Lines are written after the commit.
    await hub.printed(new RegExp(`"head":"(${seq}:${newest!.seal!.hash})"`));
    const line = `"event":"audit","outcome":"account.made","seq":"${seq}","hash":"${newest!.seal!.hash}"`;
    expect(hub.log()).toContain(line);
    const metrics = (await send('GET', '/metrics')).text;
    expect(metrics).toContain(`suanpan_audit_head{hash="${newest!.seal!.hash.slice(0, 16)}"} ${seq}`);
    expect(metrics).toContain('suanpan_audit_unsealed 0');
    expect(await verifyChain(database)).toMatchObject({ faults: [], head: { seq: BigInt(seq) } });
  });
});

describe('the list', () => {
  it('is narrowed by who, what, about what and when, part by part', async () => {
    const { id } = await newShop('narrowed');
    await send('PATCH', `/api/v1/accounts/${id}`, { name: 'again' }, as('other'));
    const acts = async (query: string) => (await list(query)).items.map(({ act }) => act);
    expect(await acts(`subjectKind=account&subjectId=${id}`)).toEqual(['account.changed', 'account.made']);
    expect(await acts(`subjectKind=store&subjectId=${id}`)).toEqual([]);
    const [changed, made] = (await list(`subjectId=${id}`)).items as (Entry & { at: string })[];
    expect(await acts(`subjectId=${id}&actorId=${changed!.actor.id!}`)).toEqual(['account.changed']);
    expect(await acts(`subjectId=${id}&from=${changed!.at}`)).toEqual(['account.changed']);
    expect(await acts(`subjectId=${id}&to=${changed!.at}`)).toEqual(['account.made']);
    const first = await list(`subjectId=${id}&limit=1`);
    const second = await list(`subjectId=${id}&limit=1&cursor=${first.nextCursor!}`);
    expect([first.items[0]!.id, second.items[0]!.id, second.nextCursor]).toEqual([
      changed!.id,
      made!.id,
      null,
    ]);
    expect(faulty(await send('GET', '/api/v1/audit?act=nothing.done'))).toEqual(['act']);
    expect(
      faulty(await send('GET', '/api/v1/audit?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')),
    ).toEqual(['to']);
    expect(faulty(await send('GET', '/api/v1/audit?cursor=x'))).toEqual(['cursor']);
  });

  it('goes by an index, whatever it is narrowed by', async () => {
    await database.transaction(async (sql) => {
      await sql.rows({ text: 'SET LOCAL enable_seqscan = off' });
      for (const wanted of ['true', `actor_id = '${newId()}'`, `act = 'key.made'`, `subject_id = 'x'`]) {
        const plan = await sql.rows<Record<string, string>>({
          text: `EXPLAIN SELECT * FROM audit_entries WHERE ${wanted} ORDER BY at DESC, id DESC LIMIT 50`,
        });
        const text = plan.map((line) => line['QUERY PLAN']).join('\n');
        expect([
          wanted,
          text.includes('Index'),
          text.includes('Sort Key: audit_entries.at DESC, audit_entries.id DESC\n  ->  Seq'),
        ]).toEqual([wanted, true, false]);
      }
    });
  });

  it('is written as a file, the oldest first, which says that it is whole', async () => {
    const { id } = await newShop('=exported');
    await send('PATCH', `/api/v1/accounts/${id}`, { name: 'x,"y"' });
    const lines = (await send('GET', `/api/v1/audit/export?subjectId=${id}`)).text.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as Partial<Entry>)).toMatchObject([
      { act: 'account.made' },
      { act: 'account.changed', before: { name: '=exported' } },
      { total: 2 },
    ]);
    const csv = await send('GET', `/api/v1/audit/export?subjectId=${id}&as=csv`);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    const rows = csv.text.trim().split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain('id,at,actorKind');
    expect(rows[2]).toContain('account.changed,account,');
    expect(rows[3]).toMatch(/^total,2,/);
    expect((await list('act=audit.exported&limit=1')).items).toMatchObject([
      { actor: { name: 'HUB_ADMIN_KEY' }, after: { subjectId: id, as: 'csv' } },
    ]);
  });
});

describe('what was refused', () => {
  it('stands there: a wrong key, a wrong sign-in, and what somebody has no right to', async () => {
    const wrong = { authorization: 'Bearer suanpan_not-a-key-of-ours' };
    for (let times = 0; times < 5; times += 1) await send('GET', '/api/v1/stores', undefined, wrong);
    await send('POST', '/api/v1/session', { key: 'no-key-of-ours-at-all-0123456789' });
    await send('POST', '/api/v1/stores', {}, as('reader'));
    // Each is written after its answer.
    for (const act of ['key.failed', 'sign_in.failed', 'access.refused'])
      await rest.until<Page>(`audit?act=${act}`, ({ items }) => items.length > 0);
    const ofAct = async (act: string) => (await list(`act=${act}`)).items;
    expect(await ofAct('key.failed')).toMatchObject([
      {
        actor: { kind: 'none', id: null },
        subject: { kind: 'route', id: 'GET /api/v1/stores' },
        after: { count: 1 },
      },
    ]);
    expect(await ofAct('sign_in.failed')).toMatchObject([{ address: '127.0.0.1' }]);
    expect(await ofAct('access.refused')).toMatchObject([
      { actor: { kind: 'key', name: 'reader' }, subject: { kind: 'route', id: 'POST /api/v1/stores' } },
    ]);
    // Who only has no key yet is refused nothing.
    await send('GET', '/api/v1/me', undefined, { authorization: '' });
    const all = await database.rows<{ text: string }>({
      text: 'SELECT e::text AS text FROM audit_entries e',
    });
    expect(JSON.stringify(all)).not.toContain('not-a-key-of-ours');
  });

  it('is nobody’s to see but an admin’s', async () => {
    expect((await send('GET', '/api/v1/audit', undefined, as('reader'))).status).toBe(403);
    expect((await send('GET', '/api/v1/audit/export', undefined, as('reader'))).status).toBe(403);
  });
});

it('a key that the environment says is told too, as nobody’s act', async () => {
  const made = (await list('act=key.made')).items.at(-1);
  expect(made).toMatchObject({
    actor: { kind: 'none', id: null, name: null },
    after: { name: 'HUB_ADMIN_KEY' },
  });
});

describe('who was shown contacts', () => {
  it('stands in the audit, also where a hub of the version before has shown them', async () => {
    const [id, orderId] = [newId(), newId()];
    const [key] = await database.rows<{ id: string }>({
      text: 'SELECT id FROM api_keys ORDER BY id LIMIT 1',
    });
    await database.rows({
      text: `INSERT INTO reveals (id, order_id, at, actor_kind, actor_id, reason)
             VALUES ($1::uuid, $2, date_trunc('milliseconds', now()), 'key', $3, 'the rider calls')`,
      values: [id, orderId, key!.id],
    });
    expect((await list(`subjectId=${orderId}`)).items).toMatchObject([
      { id, act: 'order.revealed', actor: { kind: 'key', name: 'HUB_ADMIN_KEY' }, reason: 'the rider calls' },
    ]);
    await rest.until<Page>(`audit?subjectId=${orderId}`, ({ items }) =>
      items.every(({ seal }) => seal !== null),
    );
    expect((await verifyChain(database)).faults).toEqual([]);
  });
});

describe('If-Match', () => {
  const etagOf = async (path: string): Promise<string> => (await send('GET', path)).headers.get('etag')!;

  it('of two admins at once lets one change what both have seen; both stand in the audit', async () => {
    const { id } = await newShop('seen by both');
    const path = `/api/v1/accounts/${id}`;
    const seen = { 'if-match': await etagOf(path) };
    const answers = await Promise.all([
      send('PATCH', path, { name: 'by one' }, as('one', seen)),
      send('PATCH', path, { name: 'by other' }, as('other', seen)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const stale = answers.find(({ status }) => status === 412)!;
    expect(stale.json).toMatchObject({
      type: 'urn:suanpan:problem:stale-version',
      code: 'changed_meanwhile',
    });
    const loser = answers[0].status === 412 ? 'one' : 'other';
    const again = await send('PATCH', path, { name: 'anew' }, as(loser, { 'if-match': await etagOf(path) }));
    expect(again.status).toBe(200);
    const names = (await list(`subjectId=${id}&act=account.changed`)).items.map(({ actor }) => actor.name);
    expect(names).toEqual([loser, loser === 'one' ? 'other' : 'one']);
  });

  it('without it, both changes hold one after the other and both are told', async () => {
    const { id } = await newShop('unseen');
    const path = `/api/v1/accounts/${id}`;
    const answers = await Promise.all(
      ['one', 'other'].map((name) => send('PATCH', path, { name }, as(name))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { items } = await list(`subjectId=${id}&act=account.changed`);
    // Those of one millisecond are listed in any order.
    const first = items.find(({ before }) => before?.name === 'unseen')!;
    const others = items.filter((item) => item !== first);
    expect(others).toMatchObject([{ before: first.after }]);
  });

  it('holds for stores, rule sets and addresses of alarms, by tag or by version', async () => {
    const store = await rest.post<{ id: string; updatedAt: string }>('stores', {
      code: 'IM-1',
      name: 'a',
      timeZone: 'Asia/Shanghai',
    });
    const storePath = `/api/v1/stores/${store.id}`;
    const stale = { 'if-match': `"${store.updatedAt}"` };
    expect((await send('PATCH', storePath, { name: 'b' }, stale)).status).toBe(200);
    expect((await send('PATCH', storePath, { name: 'c' }, stale)).status).toBe(412);
    expect((await send('PATCH', storePath, { name: 'c' }, { 'if-match': '*' })).status).toBe(200);
    expect((await send('GET', storePath)).json.name).toBe('c');

    const rules = `${storePath}/rule-sets`;
    const stated = {
      inForceFrom: '2026-12-01T00:00:00Z',
      refunds: 'ignore',
      leftOut: [],
      excludedSources: [],
      negativeHours: 'hold',
      reason: 'so',
    };
    const none = { 'if-match': await etagOf(rules) };
    // The second where its work takes longer than the answer waits.
    const made = [201, 202];
    expect(made).toContain((await send('POST', rules, { ...stated, countedBy: 'placed' }, none)).status);
    expect((await send('POST', rules, { ...stated, countedBy: 'completed' }, none)).json.code).toBe(
      'changed_meanwhile',
    );
    expect(made).toContain(
      (await send('POST', rules, { ...stated, countedBy: 'completed' }, { 'if-match': '"1"' })).status,
    );

    const address = { kind: 'webhook', name: 'a', url: 'http://127.0.0.1:9/x' };
    const { id } = (await send('POST', '/api/v1/alarms/addresses', address)).json;
    const addressPath = `/api/v1/alarms/addresses/${id as string}`;
    const first = { 'if-match': await etagOf(addressPath) };
    expect((await send('PATCH', addressPath, { name: 'b' }, first)).status).toBe(200);
    expect((await send('PATCH', addressPath, { name: 'c' }, first)).status).toBe(412);
    expect((await send('DELETE', addressPath, undefined, first)).status).toBe(412);
    expect(
      (await send('DELETE', addressPath, undefined, { 'if-match': await etagOf(addressPath) })).status,
    ).toBe(204);
  });

  it('is not passed over where nothing compares it: then nothing is done', async () => {
    const stop = (headers: Record<string, string>) =>
      send('POST', '/api/v1/brakes/all/stop', { reason: 'drill' }, headers);
    const refused = await stop({ 'if-match': await etagOf('/api/v1/brakes/all') });
    expect([refused.status, refused.json.code]).toEqual([412, 'version_not_compared']);
    expect((await list('act=brake.stopped')).items).toEqual([]);
    expect((await stop({})).status).toBe(200);
    expect((await list('act=brake.stopped')).items).toMatchObject([
      { reason: 'drill', subject: { id: 'all' } },
    ]);
  });
});

it('one of many that a person began is that person’s act', async () => {
  const { id } = await newShop('bulk');
  const delivery = newId();
  await database.rows({
    text: `INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references, state, due_at, error_code)
           VALUES ($1::uuid, 'epoch'::timestamptz + ('x' || left(replace($1::uuid::text, '-', ''), 12))::bit(48)::bigint * INTERVAL '1 ms',
             $2, 'storefront', '', 0, '[]', 'failed', now(), 'invalid_response')`,
    values: [delivery, id],
  });
  const plan = await rest.post<{ id: string }>('bulks', {
    act: 'replay',
    filter: { accountId: id, state: 'failed' },
  });
  await rest.post(`bulks/${plan.id}/start`, { reason: 'the shop is well again' });
  const done = await rest.until<Page>(`audit?subjectId=${delivery}`, ({ items }) => items.length > 0);
  expect(done.items).toMatchObject([
    { act: 'delivery.replayed', actor: { kind: 'key', name: 'HUB_ADMIN_KEY' }, bulkId: plan.id },
  ]);
  expect((await list(`subjectId=${plan.id}`)).items).toMatchObject([
    { act: 'bulk.begun', reason: 'the shop is well again' },
    { act: 'bulk.planned', after: { act: 'replay', total: 1 } },
  ]);
});
