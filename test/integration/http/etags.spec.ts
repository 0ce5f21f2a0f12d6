import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
let test: TestHub;
beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url);
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  test.send('GET', path, undefined, headers);
const addStore = (code: string) =>
  test.send('POST', '/api/v1/stores', { code, name: code, timeZone: 'Asia/Shanghai' });

it('who has an answer already gets none, until it is another', async () => {
  await addStore('S1');
  const first = await get('/api/v1/stores');
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  for (const known of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
    const same = await get('/api/v1/stores', { 'if-none-match': known });
    expect([known, same.status, same.text, same.headers.get('etag')]).toEqual([known, 304, '', tag]);
    expect(same.headers.get('content-type')).toBeNull();
  }
  await addStore('S2');
  const changed = await get('/api/v1/stores', { 'if-none-match': tag });
  expect([changed.status, changed.json.items.length]).toEqual([200, 2]);
  expect(changed.headers.get('etag')).not.toBe(tag);
});

it('what may be a person’s, or a secret, no browser keeps; who keeps it may still ask by its tag', async () => {
  for (const path of [
    '/api/v1/orders',
    '/api/v1/accounts',
    '/api/v1/api-keys',
    '/api/v1/alarms',
    '/api/v1/reveals',
  ]) {
    const { status, headers } = await get(path);
    expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
    const tag = headers.get('etag');
    if (tag !== null) expect((await get(path, { 'if-none-match': tag })).status).toBe(304);
  }
  expect((await get('/api/v1/accounts')).headers.get('etag')).not.toBeNull();
});

it('what is no answer of a list or a resource carries none', async () => {
  const answers = [
    await get('/api/v1/stores/019cbb4b-4c00-79a2-b576-060241b49571', { 'if-none-match': '*' }),
    await get('/api/v1/stores', { authorization: 'Bearer nobody-has-this-key', 'if-none-match': '*' }),
    await addStore('S3'),
    await get('/api/v1/sales/export?by=day&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', {
      'if-none-match': '*',
    }),
    await get('/health/live', { 'if-none-match': '*' }),
  ];
  expect(answers.map(({ status, headers }) => [status, headers.get('etag')])).toEqual([
    [404, null],
    [401, null],
    [201, null],
    [200, null],
    [200, null],
  ]);
  expect(answers[3]!.text).toContain('total');
  const kept = answers.map(({ headers }) => headers.get('cache-control'));
  expect(kept).toEqual(['no-store', 'no-store', 'no-store', 'no-store', null]);
});
