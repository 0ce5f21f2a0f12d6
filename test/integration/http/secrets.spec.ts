import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ADMIN_KEY, MASTER_KEY, startTestHub, type TestHub, ZHIMAI_CONFIG } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

const SECRET = newSecret();
const OPEN_KEY = ZHIMAI_CONFIG.openKey;
const NEW_OPEN_KEY = 'another-very-secret-open-key';

let database: TestDatabase;
let test: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url, { LOG_LEVEL: 'trace', HUB_ROLES: 'api,worker' });
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

const untilOrder = async (q: string): Promise<{ id: string }> => {
  for (;;) {
    const { items } = (await test.send('GET', `/api/v1/orders?q=${q}`)).json;
    // Where this asks too often it is told so, and of no items.
    if (items?.length > 0) return items[0];
  }
};

it('no secret and no person is in any answer or any line of the log', async () => {
  const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
  const address = new URL((await test.send('POST', '/api/v1/accounts', shop)).json.webhookUrl).pathname;
  const zhimai = { connector: 'zhimai', name: 'Z', baseUrl: 'http://127.0.0.1:9', config: ZHIMAI_CONFIG };
  const { id } = (await test.send('POST', '/api/v1/accounts', zhimai)).json;
  const path = `/api/v1/accounts/${id}`;
  await test.send('PATCH', path, { config: { openKey: NEW_OPEN_KEY } });
  await test.send('PATCH', path, { config: { openKey: ['not', NEW_OPEN_KEY] } });
  await test.send('POST', '/api/v1/accounts', {
    ...zhimai,
    name: 7,
    config: { [OPEN_KEY.slice(0, 3)]: OPEN_KEY },
  });
  await test.send('POST', `${path}/test`);
  for (const where of [
    path,
    '/api/v1/accounts',
    '/api/v1/connectors',
    '/api/v1/api-keys',
    '/metrics',
    '/openapi.json',
  ]) {
    await test.send('GET', where);
  }
  const orderNo = 'SF-secret-1';
  const { body, headers } = signed(SECRET, orderDocument({ orderNo }));
  await test.send('POST', address, body, headers);
  await test.send('POST', address, `${body} `, headers);
  const order = await untilOrder(orderNo);
  const masked = await test.send('GET', `/api/v1/orders/${order.id}`);
  expect(masked.json.legs[0].contact).toEqual({
    name: '张•••',
    phone: '139•••78',
    address: '•••',
    remark: null,
    memberNo: null,
  });

  const told = [test.log(), ...test.answers].join('\n');
  for (const secret of [OPEN_KEY, NEW_OPEN_KEY, SECRET, SECRET.slice(6), MASTER_KEY, ADMIN_KEY]) {
    expect(told).not.toContain(secret);
  }
  for (const personal of ['张三丰', '13912345678', '徐汇区']) expect(told).not.toContain(personal);
  expect(test.log()).not.toContain(address.split('/').at(-1));
});

it('a person is shown on request, and that is logged', async () => {
  const order = await untilOrder('13912345678');
  const revealed = await test.send('POST', `/api/v1/orders/${order.id}/reveal`, { reason: 'they called' });
  expect(revealed.json.legs[0].contact).toMatchObject({ name: '张三丰', phone: '13912345678' });
  await test.printed(new RegExp(`"event":"personal_fields_shown","orderId":"(${order.id})"`));
  expect(test.log()).not.toContain('张三丰');
});
