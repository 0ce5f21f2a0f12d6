import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub, ZHIMAI_CONFIG } from './hub-fixture.js';

const OVOPARK = {
  connector: 'ovopark',
  name: 'Ovopark',
  config: { akey: 'akey-1', secret: 'the-ovopark-secret', enterpriseId: '123' },
};
const HOUR = { from: '2026-01-31T08:00:00+08:00', to: '2026-01-31T09:00:00+08:00' };
const NEVER = { mode: 'ask', confirmedAt: null, confirmedBy: null };

describe('POST /accounts/{id}/confirm-cover', () => {
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

  const post = (path: string, body?: object) => test.send('POST', `/api/v1/${path}`, body);
  const restating = async (id: string): Promise<unknown> =>
    (await test.send('GET', `/api/v1/accounts/${id}`)).json.restating;

  async function accountWithOneHour(): Promise<string> {
    const { id } = (await post('accounts', OVOPARK)).json;
    const store = (await post('stores', { code: id.slice(-8), name: 'Store', timeZone: 'Asia/Shanghai' }))
      .json;
    await post(`accounts/${id}/bindings`, { storeId: store.id, vendorStoreId: '7' });
    await post('submissions', { storeId: store.id, ...HOUR });
    return id;
  }

  /** What the vendor's answer to a covering report would have written. */
  async function acceptCover(accountId: string): Promise<void> {
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query(
      `UPDATE submissions SET cover = true, state = 'accepted', settled_at = now() WHERE account_id = $1`,
      [accountId],
    );
    await client.end();
  }

  it('is refused, saying what to do, until a covering report was accepted', async () => {
    const id = await accountWithOneHour();
    const refused = await post(`accounts/${id}/confirm-cover`);
    expect([refused.status, refused.json.detail]).toEqual([
      409,
      expect.stringContaining('by POST /api/v1/submissions'),
    ]);
    expect(await restating(id)).toEqual(NEVER);
  });

  it('ends the asking, and is kept with who and when', async () => {
    const id = await accountWithOneHour();
    await acceptCover(id);
    const first = await post(`accounts/${id}/confirm-cover`);
    expect([first.status, first.json]).toEqual([
      200,
      { mode: 'auto', confirmedAt: expect.stringMatching(/Z$/), confirmedBy: expect.any(String) },
    ]);
    expect((await post(`accounts/${id}/confirm-cover`)).json).toEqual(first.json);
    expect(await restating(id)).toEqual(first.json);
    await test.send('PATCH', `/api/v1/accounts/${id}`, { config: { restate: 'ask' } });
    expect(await restating(id)).toEqual({ ...first.json, mode: 'ask' });
    await test.send('PATCH', `/api/v1/accounts/${id}`, { config: { restate: null } });
    expect(await restating(id)).toEqual(first.json);
  });

  it('is not asked for where the setting says auto, which takes no other word', async () => {
    const id = await accountWithOneHour();
    await test.send('PATCH', `/api/v1/accounts/${id}`, { config: { restate: 'auto' } });
    expect(await restating(id)).toEqual({ ...NEVER, mode: 'auto' });
    const refused = await test.send('PATCH', `/api/v1/accounts/${id}`, { config: { restate: 'always' } });
    expect([refused.status, refused.json.errors[0].field]).toEqual([422, 'config.restate']);
  });

  it('is asked for by hours that differ, which can be listed', async () => {
    const id = await accountWithOneHour();
    await acceptCover(id);
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query(
      `UPDATE sales_hours SET asks = 'unconfirmed', asks_account_id = $1
      WHERE store_id = (SELECT store_id FROM submissions WHERE account_id = $1)`,
      [id],
    );
    // As it is found by the hubs that work.
    await client.query(
      `INSERT INTO discrepancies (id, rule, subject, key, store_id, account_id, hour_start, severity, state, evidence,
         fingerprint, repairs, since, opened_at, updated_at)
       SELECT gen_random_uuid(), 'hour_differs', 'hour:' || store_id, '', store_id, $1, hour_start, 'error', 'open', '{}',
         'f', '[]', now(), now(), now() FROM sales_hours WHERE asks_account_id = $1`,
      [id],
    );
    await client.end();
    const { items } = (await test.send('GET', '/api/v1/sales/hours?state=differs')).json;
    expect(items).toMatchObject([
      { differs: { why: 'unconfirmed', until: null, text: { en: expect.stringContaining('confirmed') } } },
    ]);
    const one = `/api/v1/sales/hours/${items[0].storeId}/${items[0].hourStart}`;
    expect((await test.send('GET', one)).json.differs).toEqual(items[0].differs);
    const { health } = (await test.send('GET', `/api/v1/accounts/${id}`)).json;
    expect(health).toMatchObject({
      state: 'unwell',
      troubles: [{ what: 'hours', code: 'unconfirmed', text: { zh: expect.stringContaining('确认') } }],
    });
    expect((await test.send('GET', '/metrics')).text).toContain('suanpan_hours_waiting{why="unconfirmed"} 1');
    expect((await test.send('GET', '/api/v1/sales/hours?state=strange')).status).toBe(422);
  });

  it('is nothing to say of an account that hours are not reported to, or of none', async () => {
    const { id } = (await post('accounts', { connector: 'zhimai', name: 'Z', config: ZHIMAI_CONFIG })).json;
    expect(await restating(id)).toBeNull();
    expect((await post(`accounts/${id}/confirm-cover`)).status).toBe(409);
    expect((await post('accounts/018c0000-0000-7000-8000-000000000000/confirm-cover')).status).toBe(404);
  });
});
