import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { aDifference, keepingWorld } from '../reconciliation/keeping-world.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let created: TestDatabase;
let test: TestHub;
let shop: { id: string; path: string; secret: string };
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  created = await createTestDatabase();
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' });
  const secret = newSecret();
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret] } };
  const { id, webhookUrl } = (await send('POST', '/api/v1/accounts', account)).json;
  await send('POST', '/api/v1/stores', { code: 'S001', name: 'x', timeZone: 'Asia/Shanghai' });
  shop = { id, path: new URL(webhookUrl).pathname, secret };
});
afterAll(async () => {
  await test.stop();
  await created.drop();
});

const hub = () => new RestClient(`${test.url}/api/v1`, ADMIN_KEY);

/** @returns the order's id, once the ledger has it */
async function deliver(orderNo: string, change: object): Promise<string> {
  const { body, headers } = signed(shop.secret, orderDocument({ orderNo, ...change }));
  expect((await send('POST', shop.path, body, headers)).status).toBe(200);
  const found = await hub().until<{ items: { id: string }[] }>(
    `orders?q=${orderNo}`,
    ({ items }) => items.length > 0,
  );
  return found.items[0]!.id;
}
const idsOf = async (query: string): Promise<string[]> =>
  ((await send('GET', `/api/v1/orders?${query}`)).json.items as { id: string }[]).map(({ id }) => id);

it('orders that want a person are listed with what it is, in both languages, until one has seen to it', async () => {
  const odd = await deliver('FLAG-1', { totalFen: 2600 });
  const even = await deliver('FLAG-2', {});
  const both = await deliver('FLAG-3', { totalFen: 2600, paidFen: 1 });
  const shown = (await send('GET', `/api/v1/orders/${odd}`)).json;
  expect(shown.attention).toContainEqual({
    code: 'lines_do_not_add_up',
    params: {},
    zh: expect.stringMatching(/\p{Script=Han}/u),
    en: expect.stringContaining('do not add up'),
    since: expect.stringMatching(/Z$/),
  });
  const listed = await idsOf('attention=true&flag=lines_do_not_add_up');
  expect(listed).toEqual([both, odd]);
  expect(await idsOf('flag=lines_do_not_add_up&limit=1')).toEqual([both]);
  expect(listed).not.toContain(even);

  const dismissed = await send('POST', `/api/v1/orders/${odd}/attention/dismiss`, {
    code: 'lines_do_not_add_up',
  });
  expect(dismissed.status).toBe(200);
  expect(dismissed.json.flags).toContain('lines_do_not_add_up');
  expect(dismissed.json.attention).not.toContainEqual(
    expect.objectContaining({ code: 'lines_do_not_add_up' }),
  );
  expect(await idsOf('attention=true&flag=lines_do_not_add_up')).toEqual([both]);
  expect(await idsOf('flag=lines_do_not_add_up')).toEqual([both, odd]);
  expect(test.log()).toContain('"event":"flag_dismissed"');
});

it('an order with an open discrepancy wants a person, and shows it in a sentence', async () => {
  const orderId = await deliver('FLAG-6', {});
  const database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  try {
    const waiting = () =>
      database.rows({ text: `SELECT FROM order_changes WHERE consumer = 'reconciliation'` });
    while ((await waiting()).length > 0);
    expect(await idsOf('attention=true&q=FLAG-6')).toEqual([]);
    const world = keepingWorld(database, new Date());
    const { id } = await world.open(aDifference(), { orderId });
    expect(await idsOf('attention=true&q=FLAG-6')).toEqual([orderId]);
    expect(await idsOf('attention=true&flag=lines_do_not_add_up&q=FLAG-6')).toEqual([]);
    const placed = 'from=2000-01-01T00:00:00Z';
    expect(await idsOf(`attention=true&${placed}&q=FLAG-6`)).toEqual([orderId]);
    expect((await send('GET', `/api/v1/orders/${orderId}`)).json.discrepancies).toEqual([
      {
        id,
        rule: 'alive_after_cancel',
        severity: 'error',
        text: { zh: expect.stringContaining('T-1'), en: expect.stringContaining('T-1') },
        since: '2026-03-05T01:00:00.000Z',
      },
    ]);
    const metrics = (await send('GET', '/metrics')).text;
    expect(metrics).toContain('suanpan_discrepancies{rule="alive_after_cancel",state="open"} 1');
    expect(metrics).toMatch(/^suanpan_comparisons_waiting 0$/m);
    await world.agree(orderId);
    expect(await idsOf('attention=true&q=FLAG-6')).toEqual([]);
  } finally {
    await database.close();
  }
});

it('orders of no store are shown wherever one looks, until their store is made', async () => {
  const id = await deliver('FLAG-5', { storeCode: 't-None' });
  expect((await send('GET', `/api/v1/orders/${id}`)).json).toMatchObject({
    storeId: null,
    attention: [{ code: 'unknown_store', params: { code: 't-None' }, en: 'No store goes by t-None' }],
  });
  expect(await idsOf('storeId=none&q=FLAG-5')).toEqual([id]);
  expect(await idsOf('attention=true&flag=unknown_store')).toEqual([id]);
  expect(await idsOf('attention=true')).not.toContain(id);
  const health = (state: string) =>
    hub()
      .until<{ health: { state: string } }>(
        `accounts/${shop.id}`,
        (account) => account.health.state === state,
      )
      .then((account) => account.health);
  const trouble = {
    what: 'orders',
    code: 'unknown_store',
    count: 1,
    message: 'no store goes by: t-None (1)',
  };
  expect(await health('unwell')).toMatchObject({ state: 'unwell', troubles: [trouble] });
  const counted = /^suanpan_attention\{code="unknown_store"\} (\d+)$/m;
  expect(counted.exec((await send('GET', '/metrics')).text)?.[1]).toBe('1');

  const store = { code: 'T-NONE', name: 'late', timeZone: 'Asia/Shanghai' };
  const made = (await send('POST', '/api/v1/stores', store)).json;
  expect(faulty(await send('POST', '/api/v1/stores', { ...store, code: 'T-none' }))).toEqual(['code']);
  const order = await hub().until<{ storeId: string | null }>(
    `orders/${id}`,
    ({ storeId }) => storeId !== null,
  );
  expect(order).toMatchObject({ storeId: made.id, flags: [], attention: [] });
  expect(await idsOf('storeId=none&q=FLAG-5')).toEqual([]);
  expect(await health('well')).toEqual({ state: 'well', troubles: [] });
  expect(counted.exec((await send('GET', '/metrics')).text)?.[1]).toBe('0');
  expect(faulty(await send('GET', '/api/v1/orders?storeId=nobody'))).toEqual(['storeId']);
});

it('what cannot be meant is said', async () => {
  const id = await deliver('FLAG-4', { totalFen: 2600 });
  const path = `/api/v1/orders/${id}/attention/dismiss`;
  expect(faulty(await send('GET', '/api/v1/orders?flag=nonsense&attention=perhaps'))).toEqual([
    'attention',
    'flag',
  ]);
  expect(faulty(await send('POST', path, { cod: 'x' }))).toEqual(['cod', 'code']);
  expect((await send('POST', path, { code: 'no_name' })).status).toBe(404);
  expect(
    (
      await send('POST', path.replace(id, '018c0000-0000-7000-8000-000000000000'), {
        code: 'lines_do_not_add_up',
      })
    ).status,
  ).toBe(404);
});
