import http from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { hashPassword } from '#accounts/users/password-hash.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
let hub: TestHub;
let other: TestHub;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  const env = { LOG_LEVEL: 'trace', HUB_TRUSTED_PROXIES: '127.0.0.0/8' };
  [hub, other] = await Promise.all([startTestHub(database.url, env), startTestHub(database.url, env)]);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await Promise.all([hub.stop(), other.stop()]);
  await database.drop();
});

const SAME = { 'sec-fetch-site': 'same-origin' };
const PASSWORD = 'seven grey kettles sing';
const OTHER_PASSWORD = 'nine slow ferries turn west';

interface Told {
  readonly status: number;
  readonly cookie: string;
  readonly retryAfter: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at whatever the hub answered
  readonly json: any;
}

/** As a browser may send it; each from an address of its own, unless one is given: tries that fail are counted. */
let addresses = 0;
const nextAddress = () => `192.0.2.${String((addresses += 1))}`;
async function ask(method: string, path: string, body?: unknown, headers = {}, at = hub): Promise<Told> {
  const given = body === undefined ? {} : { 'content-type': 'application/json' };
  const from = { 'x-forwarded-for': nextAddress() };
  const request = http.request(`${at.url}/api/v1/${path}`, {
    method,
    headers: { ...given, ...SAME, ...from, ...headers },
  });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  const words = await text(answer);
  return {
    status: answer.statusCode ?? 0,
    cookie: (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '',
    retryAfter: answer.headers['retry-after'],
    json: words === '' ? undefined : JSON.parse(words),
  };
}

let names = 0;
const newName = () => `Person ${String((names += 1))}`;
const tokenOf = (made: { json: { link: { path: string } } }) => made.json.link.path.split('#')[1] ?? '';
const make = (body: object = {}) => hub.send('POST', '/api/v1/users', { name: newName(), ...body });
const setPassword = (token: string, password = PASSWORD, at = hub) =>
  ask('POST', 'passwords', { token, password }, {}, at);
const signIn = (name: string, password = PASSWORD, at = hub, headers = {}) =>
  ask('POST', 'session', { name, password }, headers, at);
const me = (cookie: string, at = hub) => ask('GET', 'me', undefined, { cookie }, at);
async function until(wanted: () => Promise<boolean>): Promise<void> {
  while (!(await wanted()));
}

/** A user who has set a password. */
async function person(body: object = {}): Promise<{ id: string; name: string }> {
  const made = await make(body);
  expect(made.status).toBe(201);
  expect((await setPassword(tokenOf(made))).status).toBe(204);
  return { id: made.json.id, name: made.json.name };
}

describe('a user', () => {
  it('is made with a link, by which a password is set once', async () => {
    const made = await make({ role: 'operator' });
    expect(made.json).toMatchObject({
      ...{ role: 'operator', storeIds: null, passwordSetAt: null, disabledAt: null, lastUsedAt: null },
      link: { path: expect.stringMatching(/^\/set-password#[\w-]{43}$/) },
    });
    expect(made.json.linkExpiresAt).toBe(made.json.link.expiresAt);
    const token = tokenOf(made);
    expect((await ask('POST', 'passwords/look', { token })).json).toEqual({
      name: made.json.name,
      expiresAt: made.json.link.expiresAt,
    });
    expect((await signIn(made.json.name)).status).toBe(401);
    const set = await Promise.all([setPassword(token), setPassword(token, OTHER_PASSWORD, other)]);
    expect(set.map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(set.find(({ status }) => status === 404)?.json.code).toBe('link_not_valid');
    expect((await ask('POST', 'passwords/look', { token })).status).toBe(404);
    const kept = set[0].status === 204 ? PASSWORD : OTHER_PASSWORD;
    const { status, cookie } = await signIn(made.json.name.toUpperCase(), kept, other);
    expect(status).toBe(204);
    expect((await me(cookie, other)).json).toMatchObject({
      actor: { kind: 'user', id: made.json.id, name: made.json.name },
      ...{ role: 'operator', storeIds: null },
    });
  });

  it('sets no password by a link that has expired, is cut short, or was followed by another', async () => {
    const made = await make();
    const again = await hub.send('POST', `/api/v1/users/${made.json.id as string}/link`);
    expect((await setPassword(tokenOf(made))).status).toBe(404);
    expect((await setPassword(tokenOf(again).slice(1))).status).toBe(404);
    await client.query(
      `UPDATE password_links SET expires_at = now() - INTERVAL '1 minute' WHERE user_id = $1`,
      [made.json.id],
    );
    expect((await setPassword(tokenOf(again))).status).toBe(404);
  });

  it('is told what is wrong with a password, and keeps the link', async () => {
    const made = await make({ name: 'Zhang Meiling' });
    const faultOf = async (password: string) =>
      (await setPassword(tokenOf(made), password)).json.errors.map((error: { code: string }) => error.code);
    expect(await faultOf('short')).toEqual(['must_have_at_least_characters']);
    expect(await faultOf('password1234')).toEqual(['password_soon_guessed']);
    expect(await faultOf('all of meiling’s kettles')).toEqual(['password_holds_name']);
    expect((await setPassword(tokenOf(made), 'y'.repeat(600))).status).toBe(422);
    expect((await setPassword(tokenOf(made))).status).toBe(204);
  });

  it('has a name that nobody else has, whatever its case', async () => {
    const { name, id } = await person();
    expect((await make({ name: name.toUpperCase() })).json).toMatchObject({
      ...{ status: 409, code: 'user_name_taken' },
      errors: [{ field: 'name' }],
    });
    const second = await make();
    const renamed = await hub.send('PATCH', `/api/v1/users/${second.json.id as string}`, { name });
    expect(renamed.status).toBe(409);
    expect((await hub.send('PATCH', `/api/v1/users/${id}`, { name: `${name}!` })).json.name).toBe(`${name}!`);
    expect(
      (await make({ role: 'admin', storeIds: [] })).json.errors.map(({ code }: { code: string }) => code),
    ).toEqual(['admin_has_all_stores', 'must_not_be_empty']);
  });

  it('is not deleted, not even in the database', async () => {
    const { id } = await person();
    await expect(client.query('DELETE FROM users WHERE id = $1', [id])).rejects.toThrow(
      'disabled, not deleted',
    );
  });
});

describe('signing in by a name', () => {
  it.each([
    [{ name: 'x' }, 'password', 'is_required'],
    [{ password: 'x' }, 'name', 'is_required'],
    [{ key: 'x', name: 'x' }, 'key', 'key_or_password'],
    [{}, 'key', 'key_or_password'],
  ])('wants %j whole', async (body, field, code) => {
    const answer = await ask('POST', 'session', body);
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ field, code }]]);
  });

  it('says the same to who is unknown, disabled, without a password, and wrong', async () => {
    const disabled = await person();
    await hub.send('PATCH', `/api/v1/users/${disabled.id}`, { disabled: true });
    const { name } = await person();
    const said = await Promise.all([
      signIn('Nobody at all'),
      signIn(disabled.name),
      signIn((await make()).json.name),
      signIn(name, OTHER_PASSWORD),
    ]);
    for (const { status, json } of said) expect([status, json.code]).toEqual([401, 'name_or_password_wrong']);
  });

  it('slows the address that fails, and one user who is guessed from everywhere, but not where they sign in', async () => {
    const { name } = await person();
    const home = { 'x-forwarded-for': nextAddress() };
    expect((await signIn(name, PASSWORD, hub, home)).status).toBe(204);
    const mine = { 'x-forwarded-for': nextAddress() };
    const flood = (times: number, one: () => Promise<Told>) =>
      Promise.all(Array.from({ length: times }, () => one()));
    const ofAddress = await flood(20, () => signIn('Somebody', PASSWORD, hub, mine));
    const looked = ofAddress.filter(({ status }) => status === 401).length;
    // One that comes only after a pause is looked at too; six pauses, each twice as long, are a minute.
    expect(looked).toBeGreaterThanOrEqual(6);
    expect(looked).toBeLessThanOrEqual(12);
    expect(ofAddress.filter(({ status }) => status === 429)).toHaveLength(20 - looked);
    const ofUser = await flood(30, () => signIn(name, OTHER_PASSWORD));
    const slowed = ofUser.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThan(0);
    for (const { json } of slowed) expect(json.code).toBe('too_many_tries');
    expect((await signIn(name, PASSWORD, hub, home)).status).toBe(204);
    await until(async () => (await signIn(name)).status === 204);
    const { text: counted } = await hub.send('GET', '/metrics');
    expect(counted).toMatch(/suanpan_sign_ins_total\{by="user",outcome="slowed"\} [1-9]/);
    expect(counted).toMatch(/suanpan_sign_ins_total\{by="user",outcome="refused"\} [1-9]/);
    expect(counted).toMatch(/suanpan_sign_ins_total\{by="user",outcome="signed_in"\} [1-9]/);
  });

  it('hashes the password anew where another cost is asked for today', async () => {
    const { id, name } = await person();
    const cheap = await hashPassword(PASSWORD, { ln: 4, r: 8, p: 1 });
    await client.query('UPDATE users SET password_hash = $2 WHERE id = $1', [id, cheap]);
    const answers = await Promise.all([signIn(name), signIn(name, PASSWORD, other), signIn(name)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    const { rows } = await client.query('SELECT password_hash FROM users WHERE id = $1', [id]);
    expect(rows[0].password_hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect((await signIn(name)).status).toBe(204);
  });

  it('keeps passwords, names and links out of the log, and out of the database', async () => {
    const made = await make({ name: 'Quiet Person' });
    const token = tokenOf(made);
    const secret = 'hush eleven violet anchors';
    await setPassword(token, secret);
    await signIn('Quiet Person', secret);
    await signIn('a password typed as a name', 'mistyped orchard lantern');
    await hub.printed(/"event":"session","outcome":"(refused)","clientAddress":"[^"]+","by":"user"/);
    for (const hidden of [token, secret, 'typed as a name', 'mistyped orchard'])
      expect(hub.log()).not.toContain(hidden);
    const { rows } = await client.query(
      `SELECT (SELECT string_agg(u::text, ' ') FROM users u) || (SELECT string_agg(l::text, ' ') FROM password_links l)
         || (SELECT string_agg(s::text, ' ') FROM sessions s) AS all`,
    );
    for (const hidden of [token, secret]) expect(rows[0].all).not.toContain(hidden);
  });
});

describe('sessions of a user', () => {
  const twoSessions = async (name: string) => {
    const [here, there] = [await signIn(name), await signIn(name, PASSWORD, other)];
    await until(async () => (await me(here.cookie, other)).status === 200);
    return { here: here.cookie, there: there.cookie };
  };

  it.each([
    ['disabled', (id: string) => hub.send('PATCH', `/api/v1/users/${id}`, { disabled: true })],
    ['reset', (id: string) => hub.send('POST', `/api/v1/users/${id}/link`)],
  ])('end in every hub when the user is %s', async (_how, act) => {
    const { id, name } = await person();
    const { here, there } = await twoSessions(name);
    expect((await act(id)).status).toBeLessThan(300);
    expect((await me(here)).status).toBe(401);
    await until(async () => (await me(there, other)).status === 401);
    await until(async () => (await me(here, other)).status === 401);
    expect((await signIn(name)).status).toBe(401);
  });

  it('take a new role at once in one hub, and soon in the others', async () => {
    const { id, name } = await person({ role: 'operator' });
    const { here } = await twoSessions(name);
    await hub.send('PATCH', `/api/v1/users/${id}`, { role: 'viewer' });
    expect((await me(here)).json.role).toBe('viewer');
    await until(async () => (await me(here, other)).json.role === 'viewer');
  });

  it('are listed and ended by who owns them, and all of them by who administers', async () => {
    const [one, two] = [await person(), await person()];
    const { here } = await twoSessions(one.name);
    const foreign = (await signIn(two.name)).cookie;
    const foreignId = (await me(foreign)).json.session.id as string;
    for (const path of ['sessions?mine=true', 'sessions']) {
      const { items } = (await ask('GET', path, undefined, { cookie: here })).json;
      expect(items).toHaveLength(2);
      for (const { actor } of items) expect(actor).toEqual({ kind: 'user', id: one.id, name: one.name });
    }
    expect((await ask('DELETE', `sessions/${foreignId}`, undefined, { cookie: here })).status).toBe(404);
    expect((await me(foreign)).status).toBe(200);
    const all = (await hub.send('GET', '/api/v1/sessions?limit=200')).json.items;
    expect(all.map(({ id }: { id: string }) => id)).toContain(foreignId);
    const mine = (await hub.send('GET', '/api/v1/sessions?mine=true')).json.items;
    expect(mine.map(({ id }: { id: string }) => id)).not.toContain(foreignId);
    expect((await hub.send('DELETE', `/api/v1/sessions/${foreignId}`)).status).toBe(204);
    expect((await me(foreign)).status).toBe(401);
  });

  it('end, but for the one that asks, when the user changes the password', async () => {
    const { name } = await person();
    const { here, there } = await twoSessions(name);
    const change = (body: object) => ask('PUT', 'me/password', body, { cookie: here });
    const wrong = await change({ oldPassword: OTHER_PASSWORD, password: OTHER_PASSWORD });
    expect([wrong.status, wrong.json.errors]).toMatchObject([
      422,
      [{ field: 'oldPassword', code: 'password_is_wrong' }],
    ]);
    const weak = await change({ oldPassword: PASSWORD, password: 'password1234' });
    expect(weak.json.errors).toMatchObject([{ field: 'password', code: 'password_soon_guessed' }]);
    expect((await change({ oldPassword: PASSWORD, password: OTHER_PASSWORD })).status).toBe(204);
    expect((await me(here)).status).toBe(200);
    await until(async () => (await me(there, other)).status === 401);
    expect((await signIn(name)).status).toBe(401);
    expect((await signIn(name, OTHER_PASSWORD)).status).toBe(204);
    const byKey = await hub.send('PUT', '/api/v1/me/password', { oldPassword: 'x', password: 'y' });
    expect(byKey.json.code).toBe('key_has_no_password');
  });
});

describe('whoever acts', () => {
  it('is named wherever it is shown', async () => {
    const { name } = await person({ name: '值班小王', role: 'operator' });
    const { cookie } = await signIn(name);
    const stop = await ask('POST', 'brakes/all/stop', { reason: 'to try it' }, { cookie });
    expect(JSON.stringify(stop.json)).toContain('值班小王');
    await ask('POST', 'brakes/all/start', { reason: 'tried' }, { cookie });
    const bulk = await ask('POST', 'bulks', { act: 'replay', filter: { state: 'failed' } }, { cookie });
    expect(JSON.stringify(bulk.json)).toContain('值班小王');
  });

  it('may what the role may, and a user for single stores sees no user', async () => {
    const { name } = await person();
    const { cookie } = await signIn(name);
    expect((await ask('GET', 'orders', undefined, { cookie })).status).toBe(200);
    for (const path of ['users', 'api-keys', 'reveals'])
      expect((await ask('GET', path, undefined, { cookie })).json.code).toBe('role_may_not');
  });
});

it('the last who administers, key or user, cannot be taken away', async () => {
  const alone = await createTestDatabase();
  const small = await startTestHub(alone.url);
  try {
    const { items } = (await small.send('GET', '/api/v1/api-keys')).json;
    const revoke = (id: string, cookie = '') =>
      ask(
        'DELETE',
        `api-keys/${id}`,
        undefined,
        cookie === '' ? { authorization: `Bearer ${ADMIN_KEY}` } : { cookie },
        small,
      );
    expect((await revoke(items[0].id)).json.code).toBe('last_administrator');
    const made = await small.send('POST', '/api/v1/users', { name: 'Boss', role: 'admin' });
    // Who has not set a password yet administers nothing.
    expect((await revoke(items[0].id)).json.code).toBe('last_administrator');
    await setPassword(tokenOf(made), PASSWORD, small);
    const { cookie } = await signIn('Boss', PASSWORD, small);
    expect((await revoke(items[0].id, cookie)).status).toBe(204);
    const path = `users/${made.json.id as string}`;
    const change = (body: object) => ask('PATCH', path, body, { cookie }, small);
    expect((await change({ disabled: true })).json.code).toBe('last_administrator');
    expect((await change({ role: 'operator' })).json.code).toBe('last_administrator');
    expect((await ask('POST', `${path}/link`, undefined, { cookie }, small)).json.code).toBe(
      'last_administrator',
    );
    expect((await change({ name: 'The boss' })).status).toBe(200);
    expect((await me(cookie, small)).json.actor.name).toBe('The boss');
  } finally {
    await small.stop();
    await alone.drop();
  }
});
