import http from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
let hub: TestHub;
let other: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url, { LOG_LEVEL: 'trace', HUB_TRUSTED_PROXIES: '127.0.0.0/8' });
  other = await startTestHub(database.url, { HUB_PUBLIC_URL: 'https://hub.example.cn' });
});
afterAll(async () => {
  await Promise.all([hub.stop(), other.stop()]);
  await database.drop();
});

interface Told {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at whatever the hub answered
  readonly json: any;
}

/** As a browser may send it: `fetch` of Node sets headers of its own, and refuses some. */
async function ask(
  method: string,
  path: string,
  headers: Record<string, string | string[]> = {},
  body?: unknown,
  at = hub,
): Promise<Told> {
  const given = body === undefined ? {} : { 'content-type': 'application/json' };
  const request = http.request(at.url + path, { method, headers: { ...given, ...headers } });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  const words = await text(answer);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    json: words === '' ? undefined : JSON.parse(words),
  };
}

let addresses = 0;
/** Each from an address of its own: tries that fail are counted. */
const nextAddress = (): string => `192.0.2.${String((addresses += 1))}`;
const from = (address: string) => ({ 'x-forwarded-for': address });
const SAME = { 'sec-fetch-site': 'same-origin' };

/** @returns what the browser sends from then on */
async function signIn(key = ADMIN_KEY, at = hub, headers: Record<string, string> = {}): Promise<string> {
  const answer = await ask('POST', '/api/v1/session', headers, { key }, at);
  expect(answer.status).toBe(204);
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

const me = (cookie: string, at = hub) => ask('GET', '/api/v1/me', { cookie }, undefined, at);
const statusOf = async (cookie: string, at = hub) => (await me(cookie, at)).status;
const newKey = async (name: string) =>
  (await hub.send('POST', '/api/v1/api-keys', { name, role: 'admin' })).json;
async function until(wanted: () => Promise<boolean>): Promise<void> {
  while (!(await wanted()));
}
let codes = 0;
const newStore = () => ({ code: `S${String((codes += 1))}`, name: 'Store', timeZone: 'Asia/Shanghai' });

describe('signing in', () => {
  it('gives a cookie that no script sees and no other site sends', async () => {
    const answer = await ask(
      'POST',
      '/api/v1/session',
      { ...SAME, 'user-agent': 'Firefox' },
      { key: ADMIN_KEY },
    );
    expect(answer).toMatchObject({ status: 204, json: undefined });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^suanpan_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const told = (await me(cookie)).json;
    expect(told).toEqual({
      actor: { kind: 'key', id: expect.any(String), name: 'HUB_ADMIN_KEY' },
      ...{ role: 'admin', storeIds: null },
      session: { id: expect.any(String), endsAt: expect.any(String), idleEndsAt: expect.any(String) },
      hub: {
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        time: expect.any(String),
        zone: 'Asia/Shanghai',
      },
    });
    const hours = (at: string) => (Date.parse(at) - Date.parse(told.hub.time)) / 3_600_000;
    expect([Math.ceil(hours(told.session.endsAt)), Math.ceil(hours(told.session.idleEndsAt))]).toEqual([
      12, 1,
    ]);
    const { items } = (await ask('GET', '/api/v1/sessions', { cookie })).json;
    expect(items).toContainEqual(
      expect.objectContaining({ id: told.session.id, client: 'Firefox', current: true, actor: told.actor }),
    );
  });

  it('is by https alone where people reach the hub by https', async () => {
    const cookie = await signIn(ADMIN_KEY, other);
    expect(cookie).toMatch(/^__Host-suanpan_session=/);
    expect(await statusOf(cookie, other)).toBe(200);
    expect(await statusOf(cookie.replace('__Host-', ''), other)).toBe(401);
    const change = (headers: Record<string, string>) =>
      ask('POST', '/api/v1/stores', { cookie, ...headers }, newStore(), other);
    expect((await change({ origin: 'https://hub.example.cn' })).status).toBe(201);
    expect((await change({ origin: 'http://hub.example.cn' })).status).toBe(403);
  });

  it('gives a new session each time and ends the one before, whoever has put that there', async () => {
    const planted = await signIn();
    const { key } = await newKey('victim');
    const cookie = await signIn(key, hub, { cookie: planted });
    expect(cookie).not.toBe(planted);
    expect(await statusOf(planted)).toBe(401);
    expect((await me(cookie)).json.actor.name).toBe('victim');
  });

  it('is refused to a page of another site', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await ask('POST', '/api/v1/session', headers, { key: ADMIN_KEY });
      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    }
    const form = { 'content-type': 'text/plain', ...SAME };
    expect((await ask('POST', '/api/v1/session', form, { key: ADMIN_KEY })).status).toBe(415);
  });

  it.each([{}, { key: '' }, { key: 'x'.repeat(513) }, { key: 7 }, { key: ADMIN_KEY, user: 'x' }])(
    'wants a key and nothing else: %j',
    async (body) => {
      expect((await ask('POST', '/api/v1/session', SAME, body)).status).toBe(422);
    },
  );

  it('is slowed for whoever fails, for a while, and for nobody else', async () => {
    const [mine, others] = [nextAddress(), nextAddress()];
    const attempt = (address: string, key: string) =>
      ask('POST', '/api/v1/session', { ...SAME, ...from(address) }, { key });
    const flood = await Promise.all(Array.from({ length: 60 }, () => attempt(mine, 'a wrong key')));
    const statuses = flood.map(({ status }) => status);
    const looked = statuses.filter((status) => status === 401).length;
    // One that comes only after a pause is looked at too; six pauses, each twice as long, are a minute.
    expect(looked).toBeGreaterThanOrEqual(6);
    expect(looked).toBeLessThanOrEqual(12);
    expect(statuses.filter((status) => status === 429)).toHaveLength(60 - looked);
    const refused = flood.find(({ status }) => status === 429);
    expect(refused?.json).toMatchObject({ type: 'urn:suanpan:problem:too-many-tries', status: 429 });
    expect(refused?.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect((await attempt(others, ADMIN_KEY)).status).toBe(204);
    expect(
      (await ask('GET', '/api/v1/me', { ...from(mine), authorization: `Bearer ${ADMIN_KEY}` })).status,
    ).toBe(200);
    await until(async () => (await attempt(mine, ADMIN_KEY)).status === 204);
  });

  it('keeps key and token out of the log and of the database', async () => {
    const { key } = await newKey('quiet');
    const cookie = await signIn(key);
    const wrong = 'suanpan_a-wrong-key-of-somebody';
    const address = nextAddress();
    await ask('POST', '/api/v1/session', { ...SAME, ...from(address) }, { key: wrong });
    const refused = new RegExp(`"event":"session","outcome":"(refused)","clientAddress":"${address}"`);
    await hub.printed(refused);
    for (const secret of [key, wrong, cookie.split('=')[1]]) expect(hub.log()).not.toContain(secret);
  });
});

describe('in a session', () => {
  it('only pages of the hub change anything; anybody may read', async () => {
    const cookie = await signIn();
    const change = (headers: Record<string, string>) =>
      ask('POST', '/api/v1/stores', { cookie, ...headers }, newStore());
    const origin = new URL(hub.url).origin;
    for (const ours of [SAME, { origin }, { ...SAME, origin: 'http://localhost:5173' }])
      expect((await change(ours)).status).toBe(201);
    for (const foreign of [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `${origin}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin },
      { 'sec-fetch-site': 'none' },
    ]) {
      const answer = await change(foreign);
      expect([foreign, answer.status]).toEqual([foreign, 403]);
      expect(answer.json).toMatchObject({ type: 'urn:suanpan:problem:forbidden', title: 'Not allowed' });
    }
    for (const method of ['DELETE', 'PATCH', 'PUT'])
      expect((await ask(method, '/api/v1/session', { cookie })).status).not.toBe(204);
    expect(await statusOf(cookie)).toBe(200);
  });

  it('a key in the header decides alone', async () => {
    const cookie = await signIn();
    const authorization = `Bearer ${ADMIN_KEY}`;
    expect((await ask('GET', '/api/v1/me', { cookie, authorization })).json.session).toBeNull();
    expect((await ask('POST', '/api/v1/stores', { cookie, authorization }, newStore())).status).toBe(201);
    expect((await ask('GET', '/api/v1/me', { cookie, authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await ask('GET', '/api/v1/me', { cookie, authorization: '' })).status).toBe(401);
  });

  it.each(['two of its name', 'one of another value', 'one of another name', 'none'])(
    'nobody is known by cookies that are %s',
    async (which) => {
      const cookie = await signIn();
      const wrong = `suanpan_session=${'A'.repeat(43)}`;
      const sent: Record<string, string | string[]> = {
        'two of its name': [cookie, wrong],
        'one of another value': wrong,
        'one of another name': cookie.replace('suanpan_session', 'session'),
        none: 'theme=dark',
      };
      const answer = await ask('GET', '/api/v1/me', { cookie: sent[which]! });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
    },
  );

  it('what somebody does is kept under the key’s name', async () => {
    const { key } = await newKey('小李');
    const cookie = await signIn(key);
    const stop = await ask('POST', '/api/v1/brakes/all/stop', { cookie, ...SAME }, { reason: 'to try it' });
    expect(stop.status).toBe(200);
    expect(JSON.stringify(stop.json)).toContain('小李');
    await ask('POST', '/api/v1/brakes/all/start', { cookie, ...SAME }, { reason: 'tried' });
  });
});

describe('a session ends', () => {
  it('when somebody signs out, and the browser forgets it', async () => {
    const cookie = await signIn();
    const answer = await ask('DELETE', '/api/v1/session', { cookie, ...SAME });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^suanpan_session=; Max-Age=0; Path=\//);
    expect(await statusOf(cookie)).toBe(401);
    expect((await ask('DELETE', '/api/v1/session', { cookie, ...SAME })).status).toBe(401);
    expect((await hub.send('DELETE', '/api/v1/session')).status).toBe(404);
  });

  it('when somebody else ends it, in every hub', async () => {
    const cookie = await signIn();
    const there = `__Host-${cookie}`;
    await until(async () => (await statusOf(there, other)) === 200);
    const { id } = (await me(cookie)).json.session;
    expect((await hub.send('DELETE', `/api/v1/sessions/${id}`)).status).toBe(204);
    expect((await hub.send('DELETE', `/api/v1/sessions/${id}`)).status).toBe(404);
    expect(await statusOf(cookie)).toBe(401);
    await until(async () => (await statusOf(there, other)) === 401);
    const { items } = (await hub.send('GET', '/api/v1/sessions?limit=200')).json;
    expect(items.map((item: { id: string }) => item.id)).not.toContain(id);
  });

  it('with its key, in every hub', async () => {
    const { id, key } = await newKey('short-lived');
    const cookie = await signIn(key);
    await until(async () => (await statusOf(`__Host-${cookie}`, other)) === 200);
    expect((await hub.send('DELETE', `/api/v1/api-keys/${id}`)).status).toBe(204);
    expect(await statusOf(cookie)).toBe(401);
    await until(async () => (await statusOf(`__Host-${cookie}`, other)) === 401);
  });

  it.each(['ends_at', 'last_used_at'])('by the database’s clock: %s', async (column) => {
    const cookie = await signIn();
    const { id } = (await me(cookie)).json.session;
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const past = column === 'ends_at' ? 'now()' : "now() - interval '1 hour'";
    await client.query(`UPDATE sessions SET ${column} = ${past} WHERE id = $1`, [id]);
    await client.end();
    await until(async () => (await statusOf(`__Host-${cookie}`, other)) === 401);
  });
});
