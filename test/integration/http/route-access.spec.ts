import { ROUTE_ACCESS } from '#admin-contract/route-access.js';
import { whyNot } from '../../../apps/hub/src/http/route-access.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Answer, startTestHub, type TestHub } from './hub-fixture.js';

const SOME_ID = '00000000-0000-7000-8000-000000000001';

/** Everybody who may ask, with what the table of routes is held against. */
const ASKING = [
  { name: 'viewer', role: 'viewer', scoped: false },
  { name: 'operator', role: 'operator', scoped: false },
  { name: 'admin', role: 'admin', scoped: false },
  { name: 'viewer of a store', role: 'viewer', scoped: true },
  { name: 'operator of a store', role: 'operator', scoped: true },
] as const;

/** Of no use to a program that is written by the documentation. */
const UNDOCUMENTED = new Set(['GET /metrics', 'GET /schemas/storefront-order.json']);

let database: TestDatabase;
let hub: TestHub;
let storeId: string;
const keys = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url, { HUB_FAILURES_PER_MINUTE: '10000' });
  const store = { code: 'S1', name: 'S1', timeZone: 'Asia/Shanghai' };
  storeId = (await hub.send('POST', '/api/v1/stores', store)).json.id;
  for (const { name, role, scoped } of ASKING) {
    const body = { name, role, ...(scoped ? { storeIds: [storeId] } : {}) };
    keys.set(name, (await hub.send('POST', '/api/v1/api-keys', body)).json.key);
  }
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

const routes = Object.entries(ROUTE_ACCESS);
const as = (key: string) => ({ authorization: `Bearer ${key}` });

/** Sends something that changes nothing: nothing is found, or the body has nothing that is wanted. */
async function ask(route: string, headers: Record<string, string>): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replaceAll(/:\w+/g, SOME_ID);
  if (pattern !== '/api/v1/events') return hub.send(method, path, method === 'GET' ? undefined : {}, headers);
  const response = await fetch(hub.url + path, { headers });
  const text = response.ok ? '' : await response.text();
  await response.body?.cancel().catch(() => undefined);
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text === '' ? {} : JSON.parse(text),
  };
}

it('lets nobody do what the table does not allow, and refuses nobody else', async () => {
  const unexpected: string[] = [];
  for (const { name, role, scoped } of ASKING)
    for (const [route, row] of routes) {
      const { status, json } = await ask(route, as(keys.get(name)!));
      const refused = whyNot({ role, stores: scoped ? [storeId] : null }, row);
      const answered = status === 403 ? json.code : undefined;
      if (answered !== refused?.code || status === 401)
        unexpected.push(`${name}: ${route} → ${String(status)}`);
    }
  expect(unexpected).toEqual([]);
});

it('answers nobody who does not say who it is, but where all may', async () => {
  const unexpected: string[] = [];
  for (const [route, { role }] of routes) {
    const { status, json } = await ask(route, { authorization: '' });
    const isAsked = status === 401 && json.code === 'send_valid_key';
    if (isAsked === (role === 'open')) unexpected.push(`${route} → ${String(status)}`);
  }
  expect(unexpected).toEqual([]);
});

it('documents each row, and every documented route has one', async () => {
  const document = (await hub.send('GET', '/openapi.json')).json as {
    paths: Record<
      string,
      Record<string, { security?: object[]; 'x-role'?: string; 'x-store-scope'?: string }>
    >;
  };
  const told = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { security = [], ...said }]) => [
      `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      security.length === 0 ? 'open' : said['x-role'],
      said['x-store-scope'] ?? 'free',
    ]),
  );
  const rows = routes
    .filter(([route]) => !UNDOCUMENTED.has(route))
    .map(([route, { role, scope }]) => [route, role, scope]);
  const webhooks = ['POST /webhooks/:connector/:accountKey', 'open', 'free'];
  expect(told.sort()).toEqual([...rows, webhooks].sort());
});

describe('of an account', () => {
  let path: string;
  beforeAll(async () => {
    const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
    const made = await hub.send('POST', '/api/v1/accounts', shop);
    path = `/api/v1/accounts/${made.json.id as string}`;
    expect(made.json.webhookUrl).toContain('/webhooks/storefront/');
  });

  it('the webhook address is told to admins alone', async () => {
    for (const { name, scoped } of ASKING) {
      if (scoped) continue;
      const shown = await hub.send('GET', path, undefined, as(keys.get(name)!));
      const listed = await hub.send('GET', '/api/v1/accounts', undefined, as(keys.get(name)!));
      const isAdmin = name === 'admin';
      expect([name, shown.text.includes('/webhooks/'), listed.text.includes('/webhooks/')]).toEqual([
        ...[name, isAdmin, isAdmin],
      ]);
    }
  });

  it('who operates pauses and resumes, and changes nothing else', async () => {
    const operator = as(keys.get('operator')!);
    const paused = await hub.send('PATCH', path, { paused: true, reason: 'fire drill' }, operator);
    expect([paused.status, paused.json.paused, paused.json.pausing.by]).toEqual([200, true, 'operator']);
    const renamed = await hub.send('PATCH', path, { paused: false, name: 'Other', config: {} }, operator);
    expect([renamed.status, renamed.json.errors]).toMatchObject([
      422,
      [
        { field: 'name', code: 'admin_changes_this' },
        { field: 'config', code: 'admin_changes_this' },
      ],
    ]);
    expect((await hub.send('GET', path)).json).toMatchObject({ paused: true, name: 'Shop' });
  });
});

it('a key only reads where nothing else was said, and its role and stores are told', async () => {
  const made = await hub.send('POST', '/api/v1/api-keys', { name: 'plain' });
  expect(made.json).toMatchObject({ role: 'viewer', storeIds: null, expiresAt: null, lastUsedAt: null });
  const me = await hub.send('GET', '/api/v1/me', undefined, as(keys.get('operator of a store')!));
  expect(me.json).toMatchObject({ role: 'operator', storeIds: [storeId] });
  const refused = await hub.send('POST', '/api/v1/stores', {}, as(made.json.key as string));
  expect(refused.json).toMatchObject({ code: 'role_may_not', params: { role: 'viewer', needed: 'admin' } });
});

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
