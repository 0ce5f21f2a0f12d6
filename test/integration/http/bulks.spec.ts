import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

const UNKNOWN = '019cbb4b-4c00-79a2-b576-060241b49571';

interface Progress {
  readonly state: string;
}

let created: TestDatabase;
let test: TestHub;
let hub: RestClient;
let database: Database;
let accountId: string;
beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '1000' });
  hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  const secret = newSecret();
  const account = { connector: 'storefront', name: '微商城', config: { secrets: [secret] } };
  const { id, webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
  accountId = id;
  for (let n = 1; n <= 12; n += 1) {
    const { body, headers } = signed(secret, orderDocument({ orderNo: `BULK-${String(n)}` }));
    await test.send('POST', new URL(webhookUrl).pathname, body, headers);
  }
  await hub.until<{ items: unknown[] }>('deliveries?state=done', ({ items }) => items.length === 12);
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

const post = (path: string, body: unknown = {}) => test.send('POST', `/api/v1/${path}`, body);
const get = async (path: string) => (await test.send('GET', `/api/v1/${path}`)).json;
const ended = (id: string) => hub.until<Progress>(`bulks/${id}`, ({ state }) => state === 'done');
const setState = (state: string, numbers: readonly number[]) =>
  database.rows({
    text: `UPDATE deliveries SET state = $1, error_code = 'invalid_response' WHERE order_references->0->>'vendorNo' = ANY($2)`,
    values: [state, numbers.map((n) => `BULK-${String(n)}`)],
  });
const planned = (given: object) => post('bulks', { act: 'replay', ...given });

describe('deliveries', () => {
  it('are replayed many at once: planned, begun for a reason, each with what came of it', async () => {
    await setState('failed', [1, 2, 3, 4]);
    const { status, json: plan } = await planned({ filter: { accountId } });
    expect(status).toBe(201);
    expect(plan).toMatchObject({
      ...{ act: 'replay', state: 'planned', total: 4, done: 0, canUndo: false },
      words: {
        zh: '重新处理推送：账号“微商城”，状态“没有处理成”',
        en: 'replay deliveries: account “微商城”, state “it could not be worked off”',
      },
      asked: { filter: { accountId, state: ['failed'] } },
      plannedBy: 'HUB_ADMIN_KEY',
    });
    expect(plan.sample.map(({ name, was, state }: never) => [name, was, state])).toEqual(
      [1, 2, 3, 4].map((n) => [`BULK-${String(n)}`, 'failed', 'waiting']),
    );
    expect((await get('deliveries?state=failed')).items).toHaveLength(4);

    await setState('done', [2]);
    const started = await post(`bulks/${plan.id}/start`, { reason: 'the mapper is mended' });
    expect([started.status, started.json.startedBy]).toEqual([202, 'HUB_ADMIN_KEY']);
    expect(await ended(plan.id)).toMatchObject({ total: 4, done: 3, skipped: 1, failed: 0 });
    const skipped = await get(`bulks/${plan.id}/items?state=skipped`);
    expect(skipped.items).toMatchObject([
      {
        ...{ name: 'BULK-2', why: 'its state is done by now' },
        ...{ code: 'delivery_is_otherwise', params: { deliveryState: 'done' } },
      },
    ]);
    const pages = await hub.all<{ ordinal: number }>(`bulks/${plan.id}/items?state=done,skipped`);
    expect(pages.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4]);
    await hub.until<{ items: unknown[] }>('deliveries?state=done', ({ items }) => items.length === 12);
    expect((await get(`jobs/${plan.id}`)).progress).toMatchObject({ unit: 'items', done: 4, percent: 100 });
    expect((await get('jobs?kind=bulk&state=done')).items).toMatchObject([
      { id: plan.id, bulk: { act: 'replay', skipped: 1, failed: 0, cancelledAt: null } },
    ]);
    expect(test.log()).not.toContain('the mapper is mended');
  });

  it('that can never be worked off fail by themselves, chosen one by one', async () => {
    await setState('refused', [5]);
    await setState('failed', [6]);
    const { items } = await get('deliveries');
    const ids = items
      .filter(({ references }: never) =>
        ['BULK-5', 'BULK-6'].includes((references as { vendorNo: string }[])[0]!.vendorNo),
      )
      .map(({ id }: { id: string }) => id);
    const { json: plan } = await planned({ ids: [...ids, UNKNOWN] });
    expect(plan).toMatchObject({ total: 2, words: { zh: '重新处理推送：选中的 3 个' } });
    await post(`bulks/${plan.id}/start`, { reason: 'because' });
    expect(await ended(plan.id)).toMatchObject({ done: 1, failed: 1 });
    expect((await get(`bulks/${plan.id}/items?state=failed`)).items).toMatchObject([
      {
        ...{ name: 'BULK-5', why: expect.stringContaining('refused for its content') },
        ...{ code: 'refused_not_replayed', params: {} },
      },
    ]);
  });

  it('are planned of what is named alone, and never begun without a reason', async () => {
    const refusals: [object, string[]][] = [
      [{}, ['ids']],
      [{ filter: {} }, ['filter']],
      [{ filter: { accountId }, ids: [UNKNOWN] }, ['ids']],
      [{ ids: [] }, ['ids']],
      [{ filter: { state: 'lost' } }, ['filter.state']],
      [{ act: 'burn', filter: { accountId } }, ['act']],
      [{ filter: { accountId, limit: 5 } }, ['filter.limit']],
    ];
    for (const [given, fields] of refusals) {
      const answer = await planned(given);
      expect([given, answer.status, faulty(answer)]).toEqual([given, 422, fields]);
    }
    const { json: plan } = await planned({ filter: { state: 'done', to: '2026-01-01T00:00:00Z' } });
    expect(plan).toMatchObject({
      total: 0,
      words: { en: expect.stringContaining('to “2026-01-01 08:00 Beijing') },
    });
    expect(faulty(await post(`bulks/${plan.id}/start`))).toEqual(['reason']);
    expect((await post(`bulks/${plan.id}/start`, { reason: 'because' })).status).toBe(409);
    expect((await post(`bulks/${UNKNOWN}/start`, { reason: 'because' })).status).toBe(404);
    expect((await test.send('GET', `/api/v1/bulks/${UNKNOWN}/items`)).status).toBe(404);
    expect((await test.send('GET', `/api/v1/jobs/${plan.id}`)).status).toBe(404);
    const { status, json } = await post(`bulks/${plan.id}/cancel`);
    expect([status, json.state, json.cancelledBy]).toEqual([200, 'cancelled', 'HUB_ADMIN_KEY']);
    expect((await get('bulks?state=cancelled')).items).toMatchObject([{ id: plan.id }]);
  });
});

describe('an act that a later version of the hub has planned', () => {
  it('is told by its name, not begun by this one, and can be stopped', async () => {
    const { json: plan } = await planned({ filter: { accountId, state: 'done' } });
    await database.rows({ text: `UPDATE bulks SET act = 'knit' WHERE id = $1`, values: [plan.id] });
    const shown = { id: plan.id, act: 'knit', state: 'planned', canUndo: false };
    expect(await get(`bulks/${plan.id}`)).toMatchObject(shown);
    expect((await get('bulks')).items[0]).toMatchObject(shown);
    const { status, json } = await post(`bulks/${plan.id}/start`, { reason: 'because' });
    expect([status, json.code, json.params]).toEqual([409, 'bulk_act_unknown', { act: 'knit' }]);
    await database.rows({
      text: `UPDATE bulks SET state = 'running', started_at = now() WHERE id = $1`,
      values: [plan.id],
    });
    expect((await get('jobs?kind=bulk&state=open')).items).toMatchObject([
      { id: plan.id, bulk: { act: 'knit' } },
    ]);
    expect((await post(`bulks/${plan.id}/cancel`)).json).toMatchObject({ act: 'knit', state: 'cancelled' });
  });
});
