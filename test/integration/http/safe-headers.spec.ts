import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { exchange } from '../../support/raw-http.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';

const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';
const PLACES = [
  '/',
  '/docs',
  '/docs/start.js',
  '/docs/swagger-ui-bundle.js',
  '/openapi.json',
  '/metrics',
  '/health/live',
  '/schemas/storefront-order.json',
  '/api/v1/stores',
  '/api/v1/sales/export?by=day&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z',
  '/api/v1/nowhere',
  '/nowhere',
  '/api/v1/%zz',
];

let database: TestDatabase;
let plain: TestHub;
let byHttps: TestHub;
beforeAll(async () => {
  database = await createTestDatabase();
  plain = await startTestHub(database.url);
  byHttps = await startTestHub(database.url, { HUB_PUBLIC_URL: 'https://hub.example.cn' });
});
afterAll(async () => {
  await Promise.all([plain.stop(), byHttps.stop()]);
  await database.drop();
});

const open = (hub: TestHub, path: string, more: Record<string, string> = {}) =>
  fetch(hub.url + path, { headers: { accept: BROWSER, authorization: `Bearer ${ADMIN_KEY}`, ...more } });

it.each(PLACES)('nothing is guessed, framed or let in from elsewhere at %s', async (path) => {
  const { headers } = await open(plain, path);
  const policy = headers.get('content-security-policy') ?? '';
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/default-src '(none|self)'/);
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});

it('a stream carries them, too', async () => {
  const leave = new AbortController();
  const { headers } = await fetch(`${plain.url}/api/v1/events`, {
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    signal: leave.signal,
  });
  leave.abort();
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
});

it('where people come by https, browsers are told to come by nothing else', async () => {
  const year = 'max-age=31536000';
  for (const path of PLACES)
    expect([path, (await open(byHttps, path)).headers.get('strict-transport-security')]).toEqual([
      path,
      year,
    ]);
  const [broken] = await exchange(byHttps.url, 'no request\r\n\r\n');
  expect(broken?.headers['strict-transport-security']).toBe(year);
});

it('no script and no style stands in a page', async () => {
  for (const path of ['/', '/docs', '/docs/']) {
    const page = await (await open(plain, path)).text();
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    for (const [script] of page.matchAll(/<script[^>]*>/g)) expect(script).toMatch(/\ssrc="\/[^/]/);
  }
});

it('what is asked of the admin REST no browser keeps unless it is known to be nobody’s', async () => {
  const answers = await Promise.all(PLACES.map((path) => open(plain, path)));
  const kept = answers.map(({ headers }) => headers.get('cache-control'));
  expect(Object.fromEntries(PLACES.map((path, at) => [path.split('?', 1)[0], kept[at]]))).toEqual({
    '/': 'no-store',
    '/docs': 'no-store',
    '/docs/start.js': 'private, no-cache',
    '/docs/swagger-ui-bundle.js': 'private, no-cache',
    '/openapi.json': null,
    '/metrics': null,
    '/health/live': null,
    '/schemas/storefront-order.json': null,
    '/api/v1/stores': 'private, no-cache',
    '/api/v1/sales/export': 'no-store',
    '/api/v1/nowhere': 'no-store',
    '/nowhere': 'no-store',
    '/api/v1/%zz': 'no-store',
  });
});
