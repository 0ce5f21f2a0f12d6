import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

const PERSON = { name: '欧阳娜娜', phone: '13899990001', address: '虚构路8号' };

let created: TestDatabase;
let test: TestHub;
let database: Database;
let orderId: string;
let deliveryId: string;
beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' });
  const secret = newSecret();
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret] } };
  const { webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
  const { body, headers } = signed(secret, orderDocument({ orderNo: 'SHOWN-1', customer: PERSON }));
  await test.send('POST', new URL(webhookUrl).pathname, body, headers);
  const hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  const found = await hub.until<{ items: { id: string }[] }>('orders', ({ items }) => items.length > 0);
  orderId = found.items[0]!.id;
  deliveryId = (await test.send('GET', '/api/v1/deliveries')).json.items[0].id;
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

const reveal = (body: unknown, id = orderId) => test.send('POST', `/api/v1/orders/${id}/reveal`, body);
const kept = () =>
  database.rows<{ order_id: string; actor_kind: string; actor_id: string; reason: string; at: Date }>({
    text: 'SELECT order_id, actor_kind, actor_id, reason, at FROM reveals ORDER BY id',
  });

describe('contacts', () => {
  it('are shown for a reason, and it is kept who was shown them, when and why', async () => {
    const { status, headers, json } = await reveal({ reason: '  the rider calls  ' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(json).toEqual({
      orderId,
      legs: [
        {
          legId: expect.any(String),
          accountId: expect.any(String),
          connector: 'storefront',
          vendorNo: 'SHOWN-1',
          contact: { ...PERSON, remark: null, memberNo: null },
        },
      ],
    });
    const key = (await test.send('GET', '/api/v1/api-keys')).json.items[0].id;
    expect(await kept()).toEqual([
      {
        order_id: orderId,
        actor_kind: 'key',
        actor_id: key,
        reason: 'the rider calls',
        at: expect.any(Date),
      },
    ]);
    expect(test.log()).not.toContain(PERSON.phone);
    expect(test.log()).not.toContain('the rider calls');
  });

  it('are shown to nobody without one, nor where nothing is kept', async () => {
    const before = await kept();
    for (const body of [{}, { reason: 'no' }, { reason: ' x ' }, { reason: 'y'.repeat(501) }])
      expect([(await reveal(body)).status, faulty(await reveal(body))]).toEqual([422, ['reason']]);
    expect((await reveal({ reason: 'because' }, '019cbb4b-4c00-79a2-b576-060241b49571')).status).toBe(404);
    const old = await test.send('GET', `/api/v1/orders/${orderId}?reveal=true`);
    expect([old.status, faulty(old)]).toEqual([422, ['reveal']]);
    expect(old.text).toContain('/reveal');
    expect(await kept()).toEqual(before);
    await database.rows({ text: 'ALTER TABLE reveals RENAME TO reveals_away' });
    const refused = await reveal({ reason: 'nothing can be kept' });
    await database.rows({ text: 'ALTER TABLE reveals_away RENAME TO reveals' });
    expect(refused.status).toBe(500);
    expect(refused.text).not.toContain(PERSON.phone);
  });

  it('that were shown are listed, the newest first, and by order', async () => {
    const list = async (query = '') => (await test.send('GET', `/api/v1/reveals?${query}`)).json;
    await reveal({ reason: 'the second call' });
    const [first, second] = ['the rider calls', 'the second call'].map((reason) => ({
      id: expect.any(String),
      ...{ orderId, reason, by: 'HUB_ADMIN_KEY', at: expect.stringMatching(/^\d{4}-.*Z$/) },
    }));
    expect(await list()).toEqual({ items: [second, first], nextCursor: null });
    const part = await list('limit=1');
    expect(part.items).toEqual([second]);
    expect(await list(`limit=1&cursor=${part.nextCursor}`)).toEqual({ items: [first], nextCursor: null });
    expect((await list(`orderId=${orderId}`)).items).toHaveLength(2);
    const other = '019cbb4b-4c00-79a2-b576-060241b49571';
    expect((await list(`orderId=${other}`)).items).toEqual([]);
    expect(JSON.stringify(await list())).not.toContain(PERSON.phone);
    expect(faulty(await test.send('GET', '/api/v1/reveals?orderId=x'))).toEqual(['orderId']);

    // What its legs were shown as before is shown with the order that has them now.
    await database.rows({
      text: `INSERT INTO reveals (id, order_id, at, actor_kind, actor_id, reason)
             SELECT $1, $1, now(), actor_kind, actor_id, 'long ago' FROM reveals LIMIT 1`,
      values: [other],
    });
    await database.rows({
      text: `INSERT INTO order_links (id, leg_id, order_id, evidence, linked_at)
             SELECT $1, id, $1, 'alone', now() FROM legs WHERE order_id = $2`,
      values: [other, orderId],
    });
    expect((await list(`orderId=${orderId}`)).items.map(({ reason }: { reason: string }) => reason)).toEqual([
      ...['the second call', 'the rider calls', 'long ago'],
    ]);
  });

  it('have been shown whatever anybody does later', async () => {
    for (const text of [`UPDATE reveals SET reason = ''`, 'DELETE FROM reveals', 'TRUNCATE reveals'])
      await expect(database.rows({ text })).rejects.toThrow(/append-only/);
  });
});

describe('a search', () => {
  const search = (body: unknown) => test.send('POST', '/api/v1/orders/search', body);
  const found = async (body: object) =>
    ((await search(body)).json.items as { id: string }[]).map(({ id }) => id);

  it('finds what GET /orders?q= does, by any number, its beginning, a phone and its end', async () => {
    for (const text of ['SHOWN-1', 'SHOW', PERSON.phone, '0001', orderId]) {
      const { json } = await test.send('GET', `/api/v1/orders?q=${text}`);
      expect(await found({ text })).toEqual([orderId]);
      expect((await search({ text, limit: 1 })).json).toEqual(json);
    }
    expect(await found({ text: 'SHOWN-2' })).toEqual([]);
    expect(await found({ text: '0001', status: 'cancelled,refunded' })).toEqual([]);
    expect(await found({ text: '0001', storeId: 'none', attention: false })).toEqual([orderId]);
  });

  it('leaves nothing of its text in a problem or the log', async () => {
    const slips = { text: PERSON.phone, status: PERSON.phone, cursor: PERSON.phone, [PERSON.phone]: 1 };
    const { status, text } = await search({ ...slips, [PERSON.phone]: undefined });
    expect([status, text.includes(PERSON.phone)]).toEqual([422, false]);
    expect(faulty(await search({ text: '' }))).toEqual(['text']);
    expect(
      faulty(await search({ text: 'x', to: '2026-01-01T00:00:00Z', from: '2026-01-02T00:00:00Z' })),
    ).toEqual(['to']);
    expect((await search({ text: '0001', cursor: 'no-cursor-of-ours' })).text).not.toContain('0001');
    expect(test.log()).not.toContain(PERSON.phone);
  });
});

describe('bytes', () => {
  const payload = (id: string) => test.send('GET', `/api/v1/payloads/${id}`);

  it('are shown as text, with nothing of a person in them', async () => {
    const { payloadId } = (await test.send('GET', `/api/v1/deliveries/${deliveryId}`)).json;
    const { entries } = (await test.send('GET', `/api/v1/orders/${orderId}`)).json;
    expect(entries.map((entry: { payloadId: string }) => entry.payloadId)).toEqual([payloadId]);
    const { status, headers, text } = await payload(payloadId);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${payloadId}.txt"`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
    expect(headers.get('payload-type')).toBe('application/json');
    expect(headers.get('payload-of')).toBe('delivery');
    const { body } = (await test.send('GET', `/api/v1/deliveries/${deliveryId}?body=true`)).json;
    expect(headers.get('payload-length')).toBe(String(Buffer.byteLength(body)));
    expect(headers.get('payload-digest')).toMatch(/^sha-256=[\w+/]{43}=$/);
    expect(JSON.parse(text)).toMatchObject({ orderNo: 'SHOWN-1', totalFen: 2500 });
    for (const personal of Object.values(PERSON)) expect(text).not.toContain(personal);
  });

  it('that nobody can mask are not, and what is not there is not found', async () => {
    await database.rows({
      text: `UPDATE payloads SET body = '\\xff00', is_sealed = false WHERE id = $1`,
      values: [deliveryId],
    });
    const refused = await payload(deliveryId);
    expect([refused.status, refused.json.type]).toEqual([409, 'urn:suanpan:problem:conflict']);
    expect((await payload('019cbb4b-4c00-79a2-b576-060241b49571')).status).toBe(404);
    expect((await payload('no-id')).status).toBe(404);
  });
});
