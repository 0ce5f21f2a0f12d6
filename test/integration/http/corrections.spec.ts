import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let created: TestDatabase;
let test: TestHub;
let shop: { path: string; secret: string };
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  created = await createTestDatabase();
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' });
  const secret = newSecret();
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret] } };
  const store = { code: 'S001', name: '一店', timeZone: 'Asia/Shanghai' };
  expect((await send('POST', '/api/v1/stores', store)).status).toBe(201);
  const { webhookUrl } = (await send('POST', '/api/v1/accounts', account)).json;
  shop = { path: new URL(webhookUrl).pathname, secret };
});
afterAll(async () => {
  await test.stop();
  await created.drop();
});

async function deliver(orderNo: string, change: object = {}): Promise<string> {
  const { body, headers } = signed(shop.secret, orderDocument({ orderNo, ...change }));
  expect((await send('POST', shop.path, body, headers)).status).toBe(200);
  const hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  const found = await hub.until<{ items: { id: string }[] }>(
    `orders?q=${orderNo}`,
    ({ items }) => items.length > 0,
  );
  return found.items[0]!.id;
}

it('a correction is stated by the key’s name and a reason, shown beside the vendor’s words, and withdrawn', async () => {
  const id = await deliver('CORR-1');
  const path = `/api/v1/orders/${id}/corrections`;
  const before = (await send('GET', `/api/v1/orders/${id}`)).json;
  const made = await send('POST', path, { saleFen: 1234, reason: ' 收银小票是 12.34 ' });
  expect(made).toMatchObject({ status: 201, json: { saleFen: 1234, paidAt: null, state: 'applies' } });
  expect(made.json).toMatchObject({ reason: '收银小票是 12.34', statedBy: expect.stringMatching(/\w/) });
  const shown = (await send('GET', `/api/v1/orders/${id}`)).json;
  expect(shown).toMatchObject({ saleFen: 1234, corrections: [made.json] });
  expect(shown.legs).toEqual(before.legs);
  expect(shown).toMatchObject({
    ruleVersion: 0,
    postings: [
      { kind: 'sale', at: shown.saleAt, orders: 1, totalFen: 1234, cause: 'correction', ruleVersion: 0 },
    ],
  });

  const withdraw = `${path}/${made.json.id}/withdraw`;
  const gone = await send('POST', withdraw, { reason: 'the wrong order' });
  expect(gone).toMatchObject({
    status: 200,
    json: { state: 'withdrawn', withdrawal: { reason: 'the wrong order' } },
  });
  expect((await send('POST', withdraw, { reason: 'again' })).status).toBe(409);
  expect((await send('GET', `/api/v1/orders/${id}`)).json).toMatchObject({ saleFen: before.saleFen });
  expect(test.log()).toContain('"event":"order_corrected"');
});

it('what cannot be meant is said, field by field', async () => {
  const id = await deliver('CORR-2');
  const path = `/api/v1/orders/${id}/corrections`;
  const nobody = '018c0000-0000-7000-8000-000000000000';
  const faults = async (body: unknown) => faulty(await send('POST', path, body));
  expect(
    await faults({ saleFen: -1, totalFen: 1.5, paidFen: '1', paidAt: 'yesterday', reason: ' ', why: 'x' }),
  ).toEqual(['paidAt', 'paidFen', 'reason', 'saleFen', 'totalFen', 'why']);
  expect(await faults({ saleFen: 1 })).toEqual(['reason']);
  expect(await faults({ reason: 'because' })).toEqual(['saleFen']);
  expect(await faults({ paidAt: '2099-01-01T00:00:00Z', reason: 'because' })).toEqual(['paidAt']);
  expect(await faults({ saleFen: 1, legId: nobody, reason: 'because' })).toEqual(['legId']);
  const valid = { saleFen: 1, reason: 'because' };
  expect((await send('POST', path.replace(id, nobody), valid)).status).toBe(404);
  expect((await send('POST', `${path}/${nobody}/withdraw`, { reason: 'because' })).status).toBe(404);
  expect((await send('GET', `/api/v1/orders/${id}`)).json.corrections).toEqual([]);
});

it('a vendor that states another amount is believed again, and a person told', async () => {
  const at = Date.now() - 60_000;
  const id = await deliver('CORR-3', { updatedAt: at });
  await send('POST', `/api/v1/orders/${id}/corrections`, { saleFen: 1, reason: 'because' });
  await deliver('CORR-3', { updatedAt: at + 1_000, paidFen: 2_400, discountFen: 100 });
  const hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  const order = await hub.until<{ saleFen: number }>(`orders/${id}`, ({ saleFen }) => saleFen === 2_400);
  expect(order).toMatchObject({
    corrections: [{ saleFen: 1, state: 'lapsed', applied: [] }],
    attention: [{ code: 'correction_lapsed', params: { field: 'saleFen' } }],
  });
});
