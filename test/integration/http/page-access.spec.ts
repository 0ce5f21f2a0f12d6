import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { exchange } from '../../support/raw-http.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const PAGES = ['/metrics', '/docs', '/docs/', '/docs/start.js', '/docs/swagger-ui.css', '/openapi.json'];
const KEY = `authorization: Bearer ${ADMIN_KEY}`;
const FORWARDED = 'x-forwarded-for: 127.0.0.1';

async function withHub(env: Record<string, string>, look: (hub: TestHub) => Promise<void>): Promise<void> {
  const hub = await startTestHub(database.url, env);
  await look(hub).finally(() => hub.stop());
}

/** As it stands on the wire. */
async function statusOf(hub: TestHub, page: string, ...headers: string[]): Promise<number | undefined> {
  const { host } = new URL(hub.url);
  const named = headers.some((header) => header.startsWith('host:')) ? [] : [`host: ${host}`];
  const lines = [`GET ${page} HTTP/1.1`, ...named, 'connection: close', ...headers, '', ''];
  return (await exchange(hub.url, lines.join('\r\n')))[0]?.status;
}

const statuses = (hub: TestHub, ...headers: string[]) =>
  Promise.all(PAGES.map((page) => statusOf(hub, page, ...headers)));
const all = (status: number) => PAGES.map(() => status);

it('by default they are open to whoever is on this machine and asks for himself, else to a key', () =>
  withHub({ HUB_TRUSTED_PROXIES: '127.0.0.0/8' }, async (hub) => {
    expect(await statuses(hub)).toEqual(all(200));
    expect(await statuses(hub, FORWARDED)).toEqual(all(401));
    expect(await statuses(hub, 'x-real-ip: 127.0.0.1')).toEqual(all(401));
    expect(await statuses(hub, 'forwarded: for=127.0.0.1')).toEqual(all(401));
    // A name that somebody has made to lead here, and that a page of his asks by.
    expect(await statuses(hub, 'host: evil.example')).toEqual(all(401));
    expect(await statuses(hub, FORWARDED, KEY)).toEqual(all(200));
    expect(await statuses(hub, FORWARDED, 'authorization: Bearer a-wrong-key')).toEqual(all(401));
    const { headers } = await fetch(`${hub.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: ADMIN_KEY }),
    });
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await statuses(hub, FORWARDED, `cookie: ${cookie}`)).toEqual(all(200));
  }));

it('what is written otherwise is the same page', () =>
  withHub({}, async (hub) => {
    for (const page of ['/%6detrics', '/metrics?x=1', '/docs/%73tart.js', '/docs//swagger-ui.css'])
      expect([page, await statusOf(hub, page, FORWARDED)]).toEqual([
        page,
        page.includes('//') ? expect.any(Number) : 401,
      ]);
    expect(await statusOf(hub, '/docs//swagger-ui.css', FORWARDED)).not.toBe(200);
  }));

it('by setting they want a key from everybody, each for itself', () =>
  withHub({ HUB_METRICS_ACCESS: 'key', HUB_DOCS_ACCESS: 'open' }, async (hub) => {
    expect(await statuses(hub)).toEqual(PAGES.map((page) => (page === '/metrics' ? 401 : 200)));
    expect(await statuses(hub, FORWARDED)).toEqual(PAGES.map((page) => (page === '/metrics' ? 401 : 200)));
    expect(await statuses(hub, KEY)).toEqual(all(200));
  }));

it('a hub without the role api guards what it has', () =>
  withHub({ HUB_ROLES: 'worker' }, async (hub) => {
    expect(await statusOf(hub, '/metrics')).toBe(200);
    expect(await statusOf(hub, '/metrics', FORWARDED)).toBe(401);
    expect(await statusOf(hub, '/metrics', FORWARDED, KEY)).toBe(200);
    expect(await statusOf(hub, '/docs', FORWARDED, KEY)).toBe(404);
  }));

it('what senders and monitors have to know is open to all', () =>
  withHub({ HUB_METRICS_ACCESS: 'key', HUB_DOCS_ACCESS: 'key' }, async (hub) => {
    for (const page of ['/schemas/storefront-order.json', '/health/live', '/health/ready'])
      expect(await statusOf(hub, page, FORWARDED)).toBe(200);
  }));
