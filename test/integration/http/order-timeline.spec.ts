import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { until } from '../../support/till-facts.js';
import { aDifference, keepingWorld } from '../reconciliation/keeping-world.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';
import { ToyPospal } from './toy-pospal.js';

interface Item {
  readonly at: string;
  readonly kind: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly ids: Readonly<Record<string, unknown>>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The middle of an hour that is over: what is paid then can be reported. */
const PAID_AT = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 1.5 * HOUR_MS;
const PERIOD = {
  from: new Date(PAID_AT - HOUR_MS / 2).toISOString(),
  to: new Date(PAID_AT + HOUR_MS / 2).toISOString(),
};
const SECRET = newSecret();
const PERSON = { name: '欧阳娜娜', phone: '13800138000', address: '上海市徐汇区漕溪北路1200号' };
const NO = 'STORY-1';

let created: TestDatabase;
let database: Database;
let till: ToyPospal;
let test: TestHub;
let hub: RestClient;
let webhook: string;
let storeId: string;
let orderId: string;
let discrepancyId: string;
let updatedAt = PAID_AT;

const post = async (path: string, body: object) => {
  const { status, json, text } = await test.send('POST', `/api/v1/${path}`, body);
  expect([path, status < 300 ? 'done' : text]).toEqual([path, 'done']);
  return json;
};
const order = () => hub.get<Record<string, never>>(`orders/${orderId}`);

/** What the shop says of its order from now on; each later than the one before, unless told otherwise. */
async function shopSays(change: object): Promise<void> {
  updatedAt += MINUTE_MS;
  const whole = { orderNo: NO, placedAt: PAID_AT - MINUTE_MS, paidAt: PAID_AT, updatedAt, customer: PERSON };
  const { body, headers } = signed(SECRET, orderDocument({ ...whole, ...change }));
  expect((await test.send('POST', webhook, body, headers)).status).toBe(200);
  await until(async () => {
    const { items } = await hub.get<{ items: unknown[] }>('deliveries?state=pending');
    return items.length === 0;
  });
}

beforeAll(async () => {
  [created, till] = [await createTestDatabase(), await ToyPospal.start()];
  database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  const throttle = { HUB_THROTTLE_PER_SECOND: '500' };
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', ...throttle });
  hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  storeId = (await post('stores', { code: 'S001', name: '云南路店', timeZone: 'Asia/Shanghai' })).id;
  const shop = await post('accounts', {
    connector: 'storefront',
    name: '商城',
    config: { secrets: [SECRET] },
  });
  webhook = new URL(shop.webhookUrl, test.url).pathname;
  const config = { appId: 'app-1', appKey: 'the-till-key', pollSeconds: 86_400 };
  const tillId = (await post('accounts', { connector: 'pospal', name: '收银', baseUrl: till.url, config }))
    .id;
  await post(`accounts/${tillId}/bindings`, { storeId, vendorStoreId: 'till' });
  await test.send('PUT', `/api/v1/accounts/${tillId}/products`, {
    items: [{ itemName: '拿铁', productUid: '880123456789012345' }],
  });
  const reports = { akey: 'a', secret: 's', enterpriseId: '1' };
  const sinkId = (await post('accounts', { connector: 'ovopark', name: '万店掌', config: reports })).id;
  await test.send('PATCH', `/api/v1/accounts/${sinkId}`, { paused: true });
  await post(`accounts/${sinkId}/bindings`, { storeId, vendorStoreId: 'H-1' });
  const rules = {
    ...{ inForceFrom: '2000-01-01T00:00:00+08:00', countedBy: 'paid', refunds: 'sale_hour', leftOut: [] },
    ...{ excludedSources: [], negativeHours: 'send', reason: '退款从卖出的那一小时扣' },
  };
  await post(`stores/${storeId}/rule-sets`, rules);
  await live(tillId);
});
afterAll(async () => {
  await test.stop();
  await till.stop();
  await database.close();
  await created.drop();
});

async function live(tillId: string): Promise<void> {
  await shopSays({ payment: 'unpaid', paidAt: null, fulfilment: 'created' });
  const found = await hub.until<{ items: { id: string }[] }>(
    `orders?q=${NO}`,
    ({ items }) => items.length > 0,
  );
  orderId = found.items[0]!.id;
  await shopSays({ fulfilment: 'created' });
  const { id } = await post('dispatches', { orderId, accountId: tillId });
  await hub.until<{ state: string }>(`dispatches/${id as string}`, ({ state }) => state === 'done');
  await post('submissions', { storeId, ...PERIOD });
  // Said of before what is known.
  await shopSays({ payment: 'unpaid', paidAt: null, fulfilment: 'created', updatedAt: PAID_AT + 1 });
  const legId = (await order())['legs'] as unknown as { id: string; connector: string }[];
  const shopLeg = legId.find(({ connector }) => connector === 'storefront')!.id;
  const made = await post(`orders/${orderId}/corrections`, {
    legId: shopLeg,
    saleFen: 2400,
    reason: '小票少一元',
  });
  await post(`orders/${orderId}/corrections/${made.id as string}/withdraw`, { reason: '看错了' });
  await shopSays({ refunds: [{ id: 'R-1', amountFen: 500, at: PAID_AT + HOUR_MS }], fulfilment: 'accepted' });
  await post('submissions', { storeId, ...PERIOD });
  await shopSays({
    refunds: [{ id: 'R-1', amountFen: 500, at: PAID_AT + HOUR_MS }],
    fulfilment: 'cancelled',
  });
  const keeping = keepingWorld(database, new Date());
  const evidence = { till: 'T-1', fulfilment: 'accepted', storefront: NO };
  discrepancyId = (await keeping.open(aDifference({ evidence }), { orderId, storeId })).id;
  keeping.later(1_000);
  await keeping.agree(orderId);
  await untilReported();
}

/** The hour is as the cancel left it, and so is its report: nothing more will happen by itself. */
const untilReported = () =>
  until(async () => {
    const [hour] = (
      await hub.get<{ items: { revision: number; orders: number }[] }>(`sales/hours?storeId=${storeId}`)
    ).items;
    const reports = (await hub.get<{ items: { revision: number }[] }>(`submissions?storeId=${storeId}`))
      .items;
    return hour?.orders === 0 && reports.some(({ revision }) => revision === hour.revision);
  });

async function story(limit: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor = ''; ;) {
    const part = await hub.get<{ items: Item[]; nextCursor: string | null }>(
      `orders/${orderId}/timeline?limit=${String(limit)}${cursor}`,
    );
    expect(part.items.length).toBeLessThanOrEqual(limit);
    items.push(...part.items);
    if (part.nextCursor === null) return items;
    cursor = `&cursor=${part.nextCursor}`;
  }
}

it('tells the whole life of an order as sentences, the oldest first, the same whatever the page', async () => {
  const items = await story(200);
  expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort());
  for (const limit of [1, 2, 7]) expect(await story(limit)).toEqual(items);

  const zh = items.map(({ text }) => text.zh);
  const told = zh.join('\n');
  const inOrder = [
    /^商城（STORY-1）说：.*付款 未付款.*进度 已下单.*实付 25\.00 元.*商品 1 行.*顾客资料/,
    /^商城（STORY-1）说：付款 已付款，付款时间 \d{4}-\d\d-\d\d \d\d:\d\d$/,
    /^给 收银 的命令“下单”已排上：有人要求$/,
    /^收银 的命令“下单”：下单，结果：成功$/,
    /^云南路店 \d{4}-\d\d-\d\d \d\d:00 这一小时算出第 1 版：25\.00 元 1 单，这个订单带来 25\.00 元$/,
    /^商城（STORY-1）晚到的消息（.*），以后来的为准：.*付款 未付款/,
    /更正 商城（STORY-1）的 实付 24\.00 元（小票少一元）$/,
    /撤回对 商城（STORY-1）的更正（看错了）$/,
    /^商城（STORY-1）说：进度 已接单，售后 部分退款，退款 5\.00 元$/,
    /^商城（STORY-1）说：进度 已取消$/,
    /^发现差异：商城订单 STORY-1 已取消，收银单 T-1 还是已接单$/,
    /^差异结束（各方已经一致）：商城订单 STORY-1 已取消/,
  ];
  const places = inOrder.map((sentence) => zh.findIndex((text) => sentence.test(text)));
  expect([told, places]).toEqual([told, places.toSorted((one, other) => one - other)]);
  expect([told, places.indexOf(-1)]).toEqual([told, -1]);

  for (const sentence of [
    /^25\.00 元计入 云南路店 .* 这一小时，因为来源的消息$/m,
    /^收银 的 T-1 归入这个订单：收银下单的回执$/m,
    /决定，给 收银 的命令“下单”：要求下单$/m,
    /^收银 的命令“下单”办好了，单号 T-1$/m,
    /^云南路店 .* 这一小时计入的数变了 -1\.00 元，因为人工更正$/m,
    /^退款 5\.00 元从 云南路店 .* 这一小时扣减，因为来源的消息$/m,
    /这一小时算出第 \d 版：20\.00 元 1 单，这个订单带来 -\d\.00 元$/m,
    /^云南路店 .* 这一小时第 1 版上报 万店掌：后来的版本代替了它$/m,
    /^云南路店 .* 这一小时第 \d 版上报 万店掌：等待上报$/m,
    /^不再计入 云南路店 .* 这一小时（-20\.00 元），因为来源的消息$/m,
  ])
    expect(told).toMatch(sentence);
});

it('names where to look further, in both languages, and no person', async () => {
  const items = await story(200);
  const opened = items.find(({ kind }) => kind === 'discrepancy_opened');
  expect(opened).toMatchObject({
    ids: { discrepancyId },
    evidence: { rule: 'alive_after_cancel', till: 'T-1' },
    text: { en: expect.stringMatching(/^A difference is found: The storefront has cancelled STORY-1/) },
  });
  const derived = items.find(({ kind }) => kind === 'hour_derived');
  expect(derived?.ids).toEqual({ storeId, hourStart: PERIOD.from, revision: 1 });
  const entries = (await order())['entries'] as unknown as { id: string; changed: string[] }[];
  const stated = items.flatMap(({ ids }) => ids['entryId'] ?? []);
  expect(stated.sort()).toEqual(entries.map(({ id }) => id).sort());
  for (const { kind, text } of items) {
    expect([kind, text.zh, text.en].join(' ')).not.toMatch(/\{\w+\}|undefined|null/);
    expect(text.en.replaceAll(/商城|收银|万店掌|云南路店|小票少一元|看错了/g, '')).not.toMatch(
      /\p{Script=Han}/u,
    );
  }
  expect(JSON.stringify(items)).not.toMatch(/欧阳|13800138000|漕溪/);
});

it('says what there is not', async () => {
  const nobody = '018c0000-0000-7000-8000-000000000000';
  expect((await test.send('GET', `/api/v1/orders/${nobody}/timeline`)).status).toBe(404);
  const faults = async (query: string) =>
    faulty(await test.send('GET', `/api/v1/orders/${orderId}/timeline?${query}`));
  expect(await faults('cursor=abc')).toEqual(['cursor']);
  expect(await faults('limit=0')).toEqual(['limit']);
  expect(await faults('kind=stated')).toEqual(['kind']);
});
