import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let created: TestDatabase;
let test: TestHub;
let rest: RestClient;
const secret = newSecret();
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  created = await createTestDatabase();
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' });
  rest = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
});
afterAll(async () => {
  await test.stop();
  await created.drop();
});

interface Listed {
  readonly items: { readonly id: string; readonly state: string; readonly errorMessage: string | null }[];
}

async function newShop(config: object = {}) {
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret], ...config } };
  const { id, webhookUrl } = (await send('POST', '/api/v1/accounts', account)).json;
  const path = new URL(webhookUrl).pathname;
  const deliver = async (document: object) => {
    const { body, headers } = signed(secret, orderDocument(document));
    expect((await send('POST', path, body, headers)).status).toBe(200);
  };
  const settled = (count: number) =>
    rest.until<Listed>(
      `deliveries?accountId=${id}`,
      ({ items }) => items.length === count && items.every(({ state }) => state !== 'pending'),
    );
  return { id: id as string, deliver, settled };
}

const numbersOf = (order: { attention: { code: string }[] }) =>
  order.attention.filter(({ code }) => code.startsWith('number_'));

const AT_A = { orderNo: '0001', storeCode: 'T-A', paidFen: 2500, totalFen: 2500 };
const AT_B = {
  orderNo: '0001',
  storeCode: 'T-B',
  paidFen: 9900,
  totalFen: 9900,
  items: [{ itemName: '拿铁', quantity: '1', unitPrice: '99.00', amountFen: 9900 }],
  customer: { name: '王另一位', phone: '13900000009' },
};

it('a delivery whose number another order has is listed, shown beside that order, and decided by a person', async () => {
  const shop = await newShop();
  await shop.deliver(AT_A);
  await shop.settled(1);
  await shop.deliver(AT_B);
  await shop.settled(2);

  const waiting = (await rest.get<Listed>(`deliveries?accountId=${shop.id}&state=contradicts`)).items;
  expect(waiting).toMatchObject([{ errorMessage: expect.stringContaining('T-B') }]);
  const { id } = waiting[0]!;
  const shown = (await send('GET', `/api/v1/deliveries/${id}`)).json;
  expect(shown.contradiction).toMatchObject({
    orderNo: '0001',
    differs: ['storeCode'],
    recorded: { storeCode: 'T-A', paidFen: 2500, payment: 'paid' },
    stated: { storeCode: 'T-B', paidFen: 9900, payment: 'paid' },
    resolvedAs: null,
  });
  expect(JSON.stringify(shown)).not.toContain('王另一位');
  const attention = (await send('GET', '/api/v1/orders?attention=true&flag=number_contradicted')).json;
  expect(attention.items).toMatchObject([{ id: shown.contradiction.recorded.orderId, saleFen: 2500 }]);
  expect(numbersOf(attention.items[0])).toMatchObject([{ params: { number: '0001' } }]);
  const { health } = (await send('GET', `/api/v1/accounts/${shop.id}`)).json;
  expect(health.state).toBe('unwell');
  expect(health.troubles).toContainEqual(
    expect.objectContaining({ what: 'deliveries', code: 'contradicts' }),
  );
  expect((await send('GET', '/metrics')).text).toMatch(
    /suanpan_open_work\{what="deliveries",state="contradicts"\} 1/,
  );

  const dismissed = await send('POST', `/api/v1/deliveries/${id}/dismiss`);
  expect([dismissed.status, dismissed.json.detail]).toEqual([422, expect.stringContaining('resolve it as')]);
  expect(faulty(await send('POST', `/api/v1/deliveries/${id}/resolve`, { as: 'other' }))).toEqual(['as']);
  expect((await send('POST', `/api/v1/deliveries/${id}/resolve`, { as: 'another' })).status).toBe(202);
  await shop.settled(2);
  const orders = (await send('GET', `/api/v1/orders?q=0001&accountId=${shop.id}`)).json.items;
  expect(orders).toMatchObject([
    { saleFen: 9900, legs: [{ orderNo: '0001', vendorStoreId: 'T-B' }] },
    { saleFen: 2500, legs: [{ orderNo: '0001', vendorNo: '0001', vendorStoreId: 'T-A' }] },
  ]);
  expect(orders.flatMap(numbersOf)).toEqual([]);
  const after = (await send('GET', `/api/v1/accounts/${shop.id}`)).json.health.troubles as { code: string }[];
  expect(after.map(({ code }) => code)).not.toContain('contradicts');
  expect((await send('POST', `/api/v1/deliveries/${id}/resolve`, { as: 'same' })).status).toBe(409);
  const nobody = '018c0000-0000-7000-8000-000000000000';
  expect((await send('POST', `/api/v1/deliveries/${nobody}/resolve`, { as: 'same' })).status).toBe(404);
});

it('a change of what numbers name holds for orders placed from then on', async () => {
  const shop = await newShop();
  const before = Date.now() - 60_000;
  await shop.deliver({ ...AT_A, placedAt: before, updatedAt: before });
  await shop.settled(1);
  const changed = await send('PATCH', `/api/v1/accounts/${shop.id}`, {
    config: { orderNumbers: 'per_store' },
  });
  expect(changed.json.past).toMatchObject([{ config: { orderNumbers: 'unique' } }]);
  await shop.deliver({ ...AT_A, placedAt: before, updatedAt: before + 1, fulfilment: 'completed' });
  await shop.deliver({ ...AT_B, placedAt: Date.now() + 1000 });
  await shop.settled(3);
  const orders = (await send('GET', `/api/v1/orders?q=0001&accountId=${shop.id}`)).json.items;
  expect(orders).toMatchObject([
    { legs: [{ vendorNo: 'T-B:0001', orderNo: '0001' }] },
    { fulfilment: 'completed', legs: [{ vendorNo: '0001', orderNo: '0001' }] },
  ]);
});

it('settings of numbers that cannot be are refused by name', async () => {
  const refused = async (config: object) => {
    const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret], ...config } };
    return faulty(await send('POST', '/api/v1/accounts', account));
  };
  expect(await refused({ orderNumbers: 'per_store', orderMoves: 'on' })).toEqual(['config.orderMoves']);
  expect(await refused({ numbersZone: 'Shanghai' })).toEqual(['config.numbersZone']);
  expect(await refused({ numbersRestartAt: '4:00' })).toEqual(['config.numbersRestartAt']);
  const moving = await newShop({ orderMoves: 'on' });
  const path = `/api/v1/accounts/${moving.id}`;
  expect(faulty(await send('PATCH', path, { config: { orderNumbers: 'per_store_day' } }))).toEqual([
    'config.orderMoves',
  ]);
});
