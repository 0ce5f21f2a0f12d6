import { ScriptedVendor } from '#connectors-core/testing/scripted-vendor.js';
import { toGbk } from '#connectors-core/testing/gbk.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';

let created: TestDatabase;
let test: TestHub;
let vendor: ScriptedVendor;
let account: { id: string; path: string };
let hub: RestClient;
/** What the vendor answers for an order. */
const answers = new Map<string, { data: object } | { code: string; message: string } | string>();

const second = (ms: number): string => Math.floor(ms / 1000).toString();
const anOrder = (change: object = {}) => ({
  storeId: '9001',
  payStatus: '1',
  payAt: second(Date.now() - 5_000),
  orderAt: second(Date.now() - 9_000),
  actualAmount: 2500,
  itemList: [{ itemName: '拿铁', num: 1, itemPrice: 2500 }],
  ...change,
});

beforeAll(async () => {
  created = await createTestDatabase();
  vendor = await ScriptedVendor.start();
  vendor.answer(({ body }) => {
    const { Params } = JSON.parse(body.toString()) as { Params: { orderNo: string } };
    const answer = answers.get(Params.orderNo);
    if (typeof answer === 'string') return { headers: { 'content-type': 'text/html' }, body: answer };
    const document = JSON.stringify({ status: true, code: '0', message: '成功', ...answer });
    return { headers: { 'content-type': 'application/json;charset=GBK' }, body: toGbk(document) };
  });
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' });
  hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  const config = { openId: 'open-id', grantCode: 'grant', openKey: 'the-open-key', pushAuth: 'path' };
  const made = { connector: 'zhimai', name: 'shop', baseUrl: vendor.origin, config };
  const { id, webhookUrl } = (await test.send('POST', '/api/v1/accounts', made)).json;
  account = { id, path: new URL(webhookUrl).pathname };
  const store = { code: 'S1', name: 'S1', timeZone: 'Asia/Shanghai' };
  const { id: storeId } = (await test.send('POST', '/api/v1/stores', store)).json;
  await test.send('POST', `/api/v1/accounts/${id}/bindings`, { storeId, vendorStoreId: '9001' });
});
afterAll(async () => {
  await test.stop();
  await vendor.close();
  await created.drop();
});

interface Order {
  readonly id: string;
  readonly fulfilment: string;
  readonly payment: string;
  readonly saleFen: number | null;
  readonly flags: readonly string[];
}

const notify = async (orderNo: string): Promise<void> => {
  const sent = await test.send('POST', account.path, { params: { orderNo } });
  expect(sent.status).toBe(200);
};

/** Notifies of the order, and waits until the ledger has it. */
async function sell(orderNo: string, change: object = {}): Promise<Order> {
  answers.set(orderNo, { data: { orderNo, ...anOrder(change) } });
  await notify(orderNo);
  const { items } = await hub.until<{ items: Order[] }>(
    `orders?q=${orderNo}`,
    (page) => page.items.length > 0,
  );
  return items[0]!;
}
const unmapped = async () =>
  (await test.send('GET', `/api/v1/accounts/${account.id}/unmapped-values`)).json.items as {
    field: string;
    value: string;
    count: number;
    newestOrderId: string;
    newestVendorNo: string;
    states: string[];
  }[];
const map = (field: string, value: string, state: string) =>
  test.send('POST', `/api/v1/accounts/${account.id}/unmapped-values/map`, { field, value, state });
const until = (id: string, matches: (order: Order) => boolean) => hub.until<Order>(`orders/${id}`, matches);

it('values that no map lists are one item each, and mapped from there, with nothing more from the vendor', async () => {
  const first = await sell('Z-1', { status: 70, orderType: 13 });
  const second = await sell('Z-2', { status: 70, afterSaleStatus: 0 });
  const third = await sell('Z-3', { status: 80, payStatus: 2 });
  expect([first.flags, second.flags, third.flags]).toEqual([[], [], []]);
  expect([first.saleFen, third.saleFen]).toEqual([2500, null]);
  const items = await unmapped();
  expect(items.map(({ field, value, count }) => [field, value, count])).toEqual([
    ['afterSaleStatus', '0', 1],
    ['status', '70', 2],
    ['status', '80', 1],
    ['payStatus', '2', 1],
    ['orderType', '13', 1],
  ]);
  expect(items[1]).toMatchObject({ newestOrderId: second.id, newestVendorNo: 'Z-2' });
  const shown = (await test.send('GET', `/api/v1/accounts/${account.id}`)).json;
  expect([shown.health.state, shown.unmappedValues.length]).toEqual(['well', 5]);

  // Whatever asks the vendor now learns nothing.
  const told = new Map(answers);
  answers.clear();
  expect((await map('status', '70', 'completed')).status).toBe(202);
  expect((await map('payStatus', '2', 'paid')).status).toBe(202);
  await until(first.id, ({ fulfilment }) => fulfilment === 'completed');
  await until(second.id, ({ fulfilment }) => fulfilment === 'completed');
  expect(await until(third.id, ({ payment }) => payment === 'paid')).toMatchObject({ saleFen: 2500 });
  for (const [orderNo, answer] of told) answers.set(orderNo, answer);
  expect((await unmapped()).map(({ value }) => value)).toEqual(['0', '80', '13']);
  const { config } = (await test.send('GET', `/api/v1/accounts/${account.id}`)).json;
  expect(config).toMatchObject({
    statusMap: { '70': 'completed' },
    payStatusMap: { '0': 'unpaid', '1': 'paid', '2': 'paid' },
  });

  // A map that is changed with the account does the same.
  await test.send('PATCH', `/api/v1/accounts/${account.id}`, {
    config: { statusMap: { '70': 'completed', '80': 'cancelled' } },
  });
  expect(await until(third.id, ({ fulfilment }) => fulfilment === 'cancelled')).toMatchObject({
    saleFen: null,
  });
});

it('a value that is mapped is mapped to nothing else in passing: recorded orders would not follow', async () => {
  const order = await sell('Z-55', { status: 55 });
  expect((await map('status', '55', 'preparing')).status).toBe(202);
  expect((await map('status', '55', 'preparing')).status).toBe(202);
  await until(order.id, ({ fulfilment }) => fulfilment === 'preparing');
  const refused = await map('status', '55', 'completed');
  expect([refused.status, refused.json.errors[0].field]).toEqual([409, 'value']);
  expect(refused.json.detail).toMatch(/^"55" is preparing already: change statusMap /);
  expect((await map('payStatus', '1', 'unpaid')).status).toBe(409);
  const { config } = (await test.send('GET', `/api/v1/accounts/${account.id}`)).json;
  expect(config.statusMap).toMatchObject({ '55': 'preparing' });
});

it('what cannot be mapped is said', async () => {
  expect(faulty(await map('stauts', '70', 'completed'))).toEqual(['field']);
  expect(faulty(await map('status', '70', 'finished'))).toEqual(['state']);
  expect(faulty(await map('', '70', 'completed'))).toEqual(['field']);
  const wrong = { config: { statusMap: { '70': 'finished' } } };
  expect(faulty(await test.send('PATCH', `/api/v1/accounts/${account.id}`, wrong))).toEqual([
    'config.statusMap.70',
  ]);
  const nobody = '018c0000-0000-7000-8000-000000000000';
  expect((await test.send('GET', `/api/v1/accounts/${nobody}/unmapped-values`)).status).toBe(404);
});

it('a field of odd shape is flagged, and costs no order', async () => {
  const change = { completedAt: '昨天', itemList: { '1': { itemName: 'a', num: 1 } }, buyerRemarks: '少冰' };
  const { id, saleFen, flags } = await sell('Z-4', change);
  expect([saleFen, flags]).toEqual([2500, ['unreadable_field:completedAt']]);
  const { legs } = (await test.send('GET', `/api/v1/orders/${id}`)).json;
  expect(legs[0].lines).toHaveLength(1);
});

it('an amount that cannot be of the unit is flagged, and sells nothing', async () => {
  const { saleFen, flags } = await sell('Z-5', { actualAmount: '25.00' });
  expect(saleFen).toBeNull();
  expect(flags).toContain('not_of_unit:actualAmount');
});

it('an undocumented code is asked again; a page in the place of an answer is told by its title', async () => {
  answers.set('Z-6', { code: '40099', message: '订单处理中' });
  await notify('Z-6');
  answers.set('Z-7', '<html><head><title>502 Bad Gateway</title></head></html>');
  await notify('Z-7');
  const deliveryOf = (errorCode: string) =>
    hub.until<{ items: { state: string; errorCode: string | null; errorMessage: string | null }[] }>(
      `deliveries?accountId=${account.id}&state=pending`,
      ({ items }) => items.some((one) => one.errorCode === errorCode),
    );
  const { items } = await deliveryOf('not_found');
  expect(items.find((one) => one.errorCode === 'not_found')?.errorMessage).toBe('40099 订单处理中');
  const failed = await deliveryOf('invalid_response');
  expect(failed.items.find((one) => one.errorCode === 'invalid_response')?.errorMessage).toContain(
    'text/html: 502 Bad Gateway',
  );
  answers.set('Z-6', { data: { orderNo: 'Z-6', ...anOrder() } });
});

it('the bytes behind a fetched order say that they are an answer, those of its push that they are a delivery', async () => {
  const { id } = await sell('Z-BYTES');
  const { entries } = (await test.send('GET', `/api/v1/orders/${id}`)).json;
  const answer = await test.send('GET', `/api/v1/payloads/${entries[0].payloadId}`);
  expect([answer.status, answer.headers.get('payload-of')]).toEqual([200, 'answer']);
  const { items } = (await test.send('GET', `/api/v1/deliveries?accountId=${account.id}&limit=1`)).json;
  const push = await test.send('GET', `/api/v1/payloads/${items[0].id}`);
  expect([push.status, push.headers.get('payload-of')]).toEqual([200, 'delivery']);
});
