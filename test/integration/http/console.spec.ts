import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', authorization: '' };

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url);
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

const open = (path: string, headers = {}) =>
  fetch(`${hub.url}${path}`, { headers: { ...BROWSER, ...headers } });

it('is the same page at every address of its own, never kept, and takes nothing from elsewhere', async () => {
  const pages = await Promise.all(['/', '/orders/0190', '/sales?store=1'].map((path) => open(path)));
  const texts = await Promise.all(pages.map((page) => page.text()));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain('<div id="root">');
  for (const { status, headers } of pages) {
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
});

it('has files that are kept for ever under names of their own, compressed for who takes that', async () => {
  const page = await (await open('/')).text();
  const [script = ''] = /\/assets\/[\w.-]+\.js/.exec(page) ?? [];
  const answer = await open(script, { 'accept-encoding': 'gzip' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/javascript/);
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(await answer.text()).toContain('#root');
});

it.each([
  '/api/v1/nowhere',
  '/api',
  '/webhooks/none/none',
  '/schemas/none.json',
  '/health/none',
  '/assets/none.js',
])('hides nothing that the hub says of %s', async (path) => {
  const answer = await open(path);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.status).toBeGreaterThanOrEqual(400);
});

it('is no answer to a program that misspelt an address', async () => {
  const answer = await hub.send('GET', '/orders');
  expect(answer.status).toBe(404);
  expect(answer.json).toMatchObject({ type: 'urn:suanpan:problem:not-found' });
});
