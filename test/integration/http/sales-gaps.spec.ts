import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
let hub: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url, { HUB_ROLES: 'api' });
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

const get = async (path: string) => hub.send('GET', `/api/v1/${path}`);
const post = async (path: string, body: object = {}) => hub.send('POST', `/api/v1/${path}`, body);

it('gaps are listed and counted by REST, and a strange state is refused by its name', async () => {
  expect((await get('sales/gaps?state=hole')).json).toEqual({ items: [], nextCursor: null });
  expect((await get('sales/gaps/days?limit=2')).json).toEqual({ items: [], nextCursor: null });
  const refused = await get('sales/gaps?state=lost');
  expect(refused.status).toBe(422);
  expect(JSON.stringify(refused.json)).toContain('"field":"state"');
  const cursor = Buffer.from('2026-99-99 019cbb4b-4c00-79a2-b576-060241b49571').toString('base64url');
  expect((await get(`sales/gaps/days?cursor=${cursor}`)).status).toBe(422);
});

it('a request for all stores is a job that can be paused, resumed and cancelled', async () => {
  const asked = await post('submissions', { from: '2025-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' });
  expect([asked.status, Object.keys(asked.json as object)]).toEqual([202, ['jobId']]);
  const { jobId } = asked.json as { jobId: string };
  const shown = {
    id: jobId,
    kind: 'submissions',
    state: 'open',
    submissions: { storeId: null, pausedAt: null },
  };
  expect((await get(`jobs/${jobId}`)).json).toMatchObject(shown);
  expect((await get('jobs')).json).toMatchObject({ items: [shown] });
  const paused = await post(`jobs/${jobId}/pause`);
  expect([paused.status, paused.json]).toMatchObject([
    200,
    { submissions: { pausedAt: expect.any(String) } },
  ]);
  expect((await post(`jobs/${jobId}/resume`)).json).toMatchObject(shown);
  expect((await post(`jobs/${jobId}/cancel`)).json).toMatchObject({ state: 'done' });
  expect((await post(`jobs/${jobId}/cancel`)).status).toBe(409);
  expect((await post('jobs/019cbb4b-4c00-79a2-b576-060241b49571/pause')).status).toBe(404);
});
