import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Distortion, DISTORTIONS, KINDS } from '../src/distortions/distortion.js';
import type { PospalOrder } from '../src/pospal/pospal-order.js';
import type { SuningOrder } from '../src/suning/suning-order.js';
import { call, placed, statusOf, TILL } from './pospal-caller.js';
import { Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { MERCHANT as SUNING } from './suning-caller.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
interface TillOrder extends Pick<PospalOrder, 'state' | 'totalFen' | 'orderRemark'> {
  readonly entity: { readonly items: readonly { readonly productQuantity: number }[] };
}
/** What the control API shows of one: its times are texts. */
type Shown = Omit<Distortion, 'at' | 'by' | 'endedAt'> &
  Readonly<Record<'at' | 'by' | 'endedAt', string | null>>;

let folder: string;
let fixture: SandboxFixture;
let receiver: Receiver;
/** The till's order of each of the shop's. */
let brought: Map<string, Promise<string>>;

/** Nothing goes wrong any more, and what was sent has come. */
async function quiet(): Promise<void> {
  await fixture.send('/control/distortions/running', { method: 'DELETE' });
  await fixture.idle();
}

/** Brings each order that the shop tells of to the till, once. */
function bring(body: string): Promise<string> {
  const { orderNo } = JSON.parse(body) as { orderNo: string };
  const known = brought.get(orderNo) ?? placed(fixture, { orderRemark: `SP-7 ${orderNo}` });
  brought.set(orderNo, known);
  return known;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-distortions-'));
  fixture = await SandboxFixture.start({ statePath: join(folder, 'state.jsonl') });
  brought = new Map();
  receiver = await Receiver.start(async ({ body }) => {
    await bring(body);
    return { status: 204 };
  });
  const webhookUrl = receiver.url;
  await fixture.control('/shop/shops', { shopId: 's1', webhookUrl, secret: SECRET, storeCodes: ['S001'] });
  await fixture.control('/pospal/tills', TILL);
  await fixture.control('/suning/merchants', SUNING);
  await fixture.control('/suning/follow', { appKey: SUNING.appKey, shopId: 's1', orderSource: 301 });
});
afterEach(async () => {
  await quiet();
  await fixture.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

const start = (kinds: readonly string[], more: object = {}) =>
  fixture.control('/distortions/running', {
    ...{ shops: [{ shopId: 's1' }], tills: [TILL.appId], appKeys: [SUNING.appKey] },
    ...{ kinds, perMinute: 6_000, settleMs: 0, lateMs: 0, noticeMinutes: 5, ...more },
  });
const record = async (query = ''): Promise<Shown[]> =>
  (await fixture.get(`/distortions?limit=10000${query}`)).json.items as unknown as Shown[];

/** The oldest of that kind that has come so far as it should. */
async function one(kind: string, isReady = (_one: Shown) => true): Promise<Shown> {
  for (;;) {
    const found = (await record(`&kind=${kind}`)).reverse().find(isReady);
    if (found !== undefined) return found;
  }
}

const numberAt = (vendor: string, { orders }: Shown): string =>
  orders.find((order) => order.vendor === vendor)!.orderNo;
const shopOrder = async (shown: Shown) =>
  (await fixture.get(`/shop/orders/${numberAt('shop', shown)}`)).json as unknown as Record<string, unknown>;
const tillOrder = async (orderNo: string) =>
  (await fixture.get(`/pospal/orders/${orderNo}`)).json as unknown as TillOrder;
const suningOrder = async (shown: Shown) =>
  (await fixture.get(`/suning/orders/${numberAt('shop', shown)}`)).json as unknown as SuningOrder;

it('nobody tells wrong stories unless asked to', async () => {
  expect((await fixture.get('/distortions/running')).json.items).toEqual([]);
  expect(await record()).toEqual([]);
});

it('every kind comes about, with its orders, its rule and its time', async () => {
  await start(KINDS, { storefrontOnly: [TILL.appId] });
  for (const kind of KINDS) {
    const shown = await one(kind);
    const { rule, minutes } = DISTORTIONS[kind];
    const by = rule === null ? null : new Date(fixture.clock.now() + (minutes + 5) * 60_000).toISOString();
    expect(shown).toMatchObject({
      findable: rule !== null,
      rule,
      by,
      orders: expect.arrayContaining([expect.objectContaining({ orderNo: expect.any(String) })]),
    });
  }
});

describe('what a storefront sends', () => {
  it('is lost for good, and nobody can tell', async () => {
    await start(['push_lost']);
    const shown = await one('push_lost');
    await fixture.control('/shop/orders', { shopId: 's1', storeCode: 'S001', orderNo: 'after' });
    await receiver.atLeast(1);
    expect(brought.has(numberAt('shop', shown))).toBe(false);
    expect(shown).toMatchObject({ findable: false, rule: null, by: null, endedAt: null });
  });

  it.each([
    ['push_late', 1],
    ['push_doubled', 3],
  ])('comes all the same: %s', async (kind, times) => {
    await start([kind]);
    const shown = await one(kind, ({ endedAt }) => endedAt !== null);
    await quiet();
    const ofOrder = receiver.received.filter(({ body }) => body.includes(numberAt('shop', shown)));
    expect(ofOrder).toHaveLength(times);
  });
});

describe('at the till', () => {
  it('an amount is another, and lines are others, than were brought there', async () => {
    await start(['amount_changed', 'lines_changed']);
    const asBrought = await tillOrder(await placed(fixture));
    const dearer = await tillOrder(numberAt('pospal', await one('amount_changed')));
    expect(dearer.totalFen).toBeGreaterThan(asBrought.totalFen);
    expect(dearer.entity.items).toEqual(asBrought.entity.items);
    const more = await tillOrder(numberAt('pospal', await one('lines_changed')));
    expect(more.totalFen).toBe(asBrought.totalFen);
    const [before, after] = [asBrought, more].map(({ entity }) => entity.items[0]!.productQuantity);
    expect(after).toBe(before! + 1);
  });

  it('staff cancels what the shop goes on with', async () => {
    await start(['cancelled_at_till']);
    const shown = await one('cancelled_at_till');
    expect((await tillOrder(numberAt('pospal', shown))).state).toBe(3);
    expect(await shopOrder(shown)).toMatchObject({ payment: 'paid', fulfilment: 'created' });
  });

  it.each([
    ['cancel_ignored', { fulfilment: 'cancelled' }],
    ['refunded_early', { payment: 'refunded' }],
  ])('a cancel is agreed to and not done: %s', async (kind, storefront) => {
    await start([kind]);
    const shown = await one(kind);
    const orderNo = numberAt('pospal', shown);
    expect(await shopOrder(shown)).toMatchObject(storefront);
    expect(statusOf(await call(fixture, 'cancleOrder', { orderNo }))).toBe('success');
    expect((await tillOrder(orderNo)).state).toBe(0);
  });

  it('an order is there twice, and the copy does not go', async () => {
    await start(['doubled_at_till']);
    const [, kept, copy] = (await one('doubled_at_till')).orders;
    await call(fixture, 'cancleOrder', { orderNo: copy!.orderNo });
    const [first, second] = [await tillOrder(kept!.orderNo), await tillOrder(copy!.orderNo)];
    expect(second).toMatchObject({
      state: 0,
      orderRemark: first.orderRemark,
      entity: { items: first.entity.items },
    });
  });

  it('what is rung up is told only of where the till sells for storefronts alone', async () => {
    await start(['rung_up']);
    expect(await one('rung_up')).toMatchObject({ findable: false, by: null, orders: [{ vendor: 'pospal' }] });
    await fixture.send('/control/distortions/running', { method: 'DELETE' });
    await start(['rung_up'], { storefrontOnly: [TILL.appId] });
    expect(await one('rung_up', ({ findable }) => findable)).toMatchObject({ rule: 'unknown_in_storefront' });
  });

  it('what is stuck stays so, whoever works there, and after a restart', async () => {
    await start(['stuck']);
    const shown = await one('stuck');
    await quiet();
    await fixture.close();
    fixture = await SandboxFixture.start({ statePath: join(folder, 'state.jsonl') }, fixture.clock);
    const other = await placed(fixture);
    await fixture.control('/pospal/staff', {
      ...{ appIds: [TILL.appId], movesPerMinute: 6_000, tillOrdersPerMinute: 0 },
    });
    while ((await tillOrder(other)).state !== 4);
    expect((await tillOrder(numberAt('pospal', shown))).state).toBe(0);
    expect(await one('stuck')).toEqual(shown);
  });
});

describe('at Suning', () => {
  it('an order is delivered, and the till does not move', async () => {
    await start(['delivered_ahead']);
    const shown = await one('delivered_ahead');
    const orderNo = numberAt('pospal', shown);
    expect((await suningOrder(shown)).orderStatus).toBe('02');
    await call(fixture, 'completeOrder', { orderNo });
    expect((await tillOrder(orderNo)).state).toBe(0);
  });

  it('errors are noted, whoever is to blame, and their ends', async () => {
    await start(['stuck'], { perMinute: 0 });
    const { appKey } = SUNING;
    const { orderId } = (await fixture.control('/suning/orders', {
      appKey,
      orderSource: 301,
    })) as unknown as SuningOrder;
    await fixture.control(
      `/suning/orders/${orderId}`,
      { orderStatus: '03', orderError: '库存不足' },
      'PATCH',
    );
    const orders = [{ vendor: 'suning', orderNo: `301:${orderId}` }];
    expect(await record()).toMatchObject([{ kind: 'order_error', orders, endedAt: null }]);
    fixture.clock.advance(60_000);
    await fixture.control(`/suning/orders/${orderId}`, { orderStatus: '02', orderError: null }, 'PATCH');
    const endedAt = new Date(fixture.clock.now()).toISOString();
    expect(await record()).toMatchObject([{ kind: 'order_error', orders, endedAt }]);
  });
});

it.each([
  ['merchants', { shops: [] }],
  ['tills.0', { tills: ['nobody'] }],
  ['kinds.1', { kinds: ['stuck', 'no such kind'] }],
  ['kinds.0', { kinds: [] }],
])('a group is refused by name: %s', async (field, wrong) => {
  const group = { shops: [{ shopId: 's1' }], tills: [TILL.appId], ...wrong };
  expect(await fixture.refused('/distortions/running', group)).toMatchObject({
    status: 400,
    json: { field },
  });
});
