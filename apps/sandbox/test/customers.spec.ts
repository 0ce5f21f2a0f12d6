import { inventMoments, inventPastLife, nextStep } from '../src/invented/order-life.js';
import { seededRandom } from '../src/random.js';
import { Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { askDetail, MERCHANT } from './zhimai-caller.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const HISTORY = {
  from: '2024-01-04T00:00:00+08:00',
  to: '2024-01-05T00:00:00+08:00',
  ordersPerHour: 6,
  seed: 1,
};

let fixture: SandboxFixture;
let receiver: Receiver;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  receiver = await Receiver.start();
  await fixture.control('/zhimai/merchants', { ...MERCHANT, notifyUrl: receiver.url, ratePerSecond: 10_000 });
  await fixture.control('/shop/shops', {
    webhookUrl: receiver.url,
    secret: SECRET,
    storeCodes: ['S001', 'S002'],
  });
});
afterEach(async () => {
  await fixture.close();
  await receiver.close();
});

const ordersOf = async (vendor: 'zhimai' | 'shop') =>
  (await fixture.get(`/${vendor}/orders?limit=10000`)).json.items;

const salesOf = async (query: string) => (await fixture.get(`/sales?${query}`)).json;

describe('a past', () => {
  it('is placed for each store and told once an order', async () => {
    const { count } = await fixture.control('/history', { ...HISTORY, openId: MERCHANT.openId });
    await fixture.idle();
    expect(count).toBeGreaterThan(2 * 24 * 4);
    expect(receiver.received).toHaveLength(count);
    const { hours, orders } = await salesOf('vendor=zhimai&store=90017');
    expect(hours).toHaveLength(24);
    expect(orders).toBeGreaterThan(24 * 3);
  });

  it('is the same for the same seed', async () => {
    const other = await SandboxFixture.start();
    await other.control('/shop/shops', {
      webhookUrl: receiver.url,
      secret: SECRET,
      storeCodes: ['S001', 'S002'],
    });
    const sums = [];
    for (const one of [fixture, other]) {
      await one.control('/history', { ...HISTORY, shopId: 'shop-1', notify: false });
      sums.push((await one.get('/sales?vendor=shop')).json);
    }
    await fixture.control('/history', { ...HISTORY, shopId: 'shop-1', notify: false, seed: 2 });
    expect(sums[1]).toEqual(sums[0]);
    expect((await fixture.get('/sales?vendor=shop')).json).not.toEqual(sums[0]);
    await other.close();
  });

  it('lies in the past', async () => {
    const body = { ...HISTORY, openId: MERCHANT.openId };
    const wrong = [
      ['to', { ...body, to: '2024-01-05T10:00:00+08:00' }],
      ['to', { ...body, to: '2024-01-03T00:00:00+08:00' }],
      ['openId', { ...body, shopId: 'shop-1' }],
      ['openId', { ...HISTORY }],
      ['ordersPerHour', { ...body, ordersPerHour: 0 }],
      ['ordersPerHour', { ...body, from: '1990-01-01T00:00:00Z', ordersPerHour: 3_600 }],
    ] as const;
    for (const [field, input] of wrong) {
      expect(await fixture.refused('/history', input)).toMatchObject({ status: 400, json: { field } });
    }
  });
});

describe('the sandbox’s own sums', () => {
  it('are what its answers add up to, order by order', async () => {
    const { orderNos } = await fixture.control('/history', {
      ...HISTORY,
      openId: MERCHANT.openId,
      ordersPerHour: 2,
    });
    const cancelled = new Set(
      (await ordersOf('zhimai')).filter((order) => order.cancelled).map((order) => order.orderNo),
    );
    let [orders, totalFen] = [0, 0n];
    for (const orderNo of orderNos) {
      const { json } = await askDetail(fixture, { orderNo, bizType: 1 });
      const { payStatus, actualAmount } = json.data as Record<string, string>;
      if (payStatus !== '1' || cancelled.has(orderNo)) continue;
      orders += 1;
      totalFen += BigInt(actualAmount!);
    }
    expect(cancelled.size).toBeGreaterThan(0);
    expect(await salesOf('vendor=zhimai')).toMatchObject({ orders, totalFen: Number(totalFen) });
  });

  it('are what the documents add up to, hour by hour and store by store', async () => {
    await fixture.control('/history', { ...HISTORY, shopId: 'shop-1' });
    await fixture.idle();
    const sums = new Map<string, { orders: number; items: number; totalFen: number }>();
    for (const { body } of receiver.received) {
      const order = JSON.parse(body) as {
        payment: string;
        fulfilment: string;
        paidAt: string;
        storeCode: string;
        paidFen: number;
        items: { quantity: string }[];
      };
      if (order.payment === 'unpaid' || order.fulfilment === 'cancelled' || order.storeCode !== 'S002')
        continue;
      const hour = `${order.paidAt.slice(0, 13)}:00:00+08:00`;
      const sum = sums.get(hour) ?? { orders: 0, items: 0, totalFen: 0 };
      const items = order.items.map(({ quantity }) => (quantity.includes('.') ? 1 : Number(quantity)));
      sum.orders += 1;
      sum.items += items.reduce((total, one) => total + one, 0);
      sum.totalFen += order.paidFen;
      sums.set(hour, sum);
    }
    const expected = [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([hourStart, sum]) => ({ hourStart, ...sum }));
    expect(await salesOf('vendor=shop&store=S002')).toMatchObject({ store: 'S002', hours: expected });
  });

  it('leave out the unpaid, the cancelled and what lies outside the period, and keep the refunded', async () => {
    const at = (paidAt: string | null, fields: object = {}) =>
      fixture.control('/shop/orders', {
        storeCode: 'S001',
        notify: false,
        paidAt,
        paidFen: 100,
        items: [],
        ...fields,
      });
    await at('2024-01-05T07:59:59+08:00');
    await at('2024-01-05T08:00:00+08:00');
    await at('2024-01-05T08:59:59+08:00');
    await at('2024-01-05T09:00:00+08:00');
    await at(null);
    await at('2024-01-05T08:30:00+08:00', { fulfilment: 'cancelled' });
    await at('2024-01-05T08:30:00+08:00', { payment: 'refunded' });
    const hour = `from=${encodeURIComponent('2024-01-05T08:00:00+08:00')}&to=2024-01-05T01:00:00Z`;
    expect(await salesOf(`vendor=shop&${hour}`)).toEqual({
      vendor: 'shop',
      store: null,
      hours: [{ hourStart: '2024-01-05T08:00:00+08:00', orders: 3, items: 0, totalFen: 300 }],
      orders: 3,
      items: 0,
      totalFen: 300,
    });
    expect((await fixture.get('/sales?vendor=ovopark')).json).toMatchObject({ field: 'vendor' });
  });

  it('follow the cancelled flag, not the vendor’s status', async () => {
    const { orderNo } = await fixture.control('/zhimai/orders', {
      openId: MERCHANT.openId,
      storeId: '90017',
      notify: false,
    });
    await fixture.control(`/zhimai/orders/${orderNo}`, { status: 80, notify: false }, 'PATCH');
    expect(await salesOf('vendor=zhimai')).toMatchObject({ orders: 1 });
    await fixture.control(
      `/zhimai/orders/${orderNo}`,
      { status: 20, cancelled: true, notify: false },
      'PATCH',
    );
    expect(await salesOf('vendor=zhimai')).toMatchObject({ orders: 0, totalFen: 0 });
  });
});

describe('customers', () => {
  it('place orders at every storefront they were sent to, and let things happen to them', async () => {
    const { id } = await fixture.control('/customers', {
      merchants: [{ openId: MERCHANT.openId, storeIds: ['90018'] }],
      shops: [{ shopId: 'shop-1' }],
      ordersPerMinute: 6_000,
      changesPerMinute: 6_000,
      seed: 'busy',
    });
    await receiver.atLeast(120);
    await fixture.send(`/control/customers/${id}`, { method: 'DELETE' });
    await fixture.idle();
    const [zhimai, shop] = [await ordersOf('zhimai'), await ordersOf('shop')];
    expect(zhimai).toEqual(
      expect.arrayContaining([expect.objectContaining({ storeId: '90018', version: 2 })]),
    );
    expect(zhimai).not.toEqual(expect.arrayContaining([expect.objectContaining({ storeId: '90017' })]));
    expect(shop).toEqual(expect.arrayContaining([expect.objectContaining({ fulfilment: 'completed' })]));
    expect((await fixture.get('/customers')).json).toEqual({ items: [] });
    const sent = receiver.received.length;
    await fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017' });
    await fixture.idle();
    expect(receiver.received).toHaveLength(sent + 1);
  });

  it.each([
    ['merchants', {}],
    ['openId', { merchants: [{ openId: 'nobody' }] }],
    ['shops.0.shopId', { shops: [{}] }],
    ['seed', { merchants: [{ openId: MERCHANT.openId }], seed: [] }],
  ])('are refused by name: %s', async (field, wrong) => {
    expect(await fixture.refused('/customers', wrong)).toMatchObject({ status: 400, json: { field } });
    expect((await fixture.get('/customers')).json).toEqual({ items: [] });
  });
});

describe('an invented life', () => {
  it('never cancels a paid order, nor ends after the given moment', () => {
    const random = seededRandom('lives');
    const latest = 10_000_000;
    for (let turn = 0; turn < 2_000; turn += 1) {
      expect(nextStep('paid', random)).not.toBe('cancel');
      const { placedAt, steps } = inventPastLife(9_000_000, latest, random);
      const times = [placedAt, ...steps.map(({ at }) => at)];
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBeLessThanOrEqual(latest);
    }
  });

  it('begins inside its period', () => {
    const moments = inventMoments(1_000, 5_400_000, 100, seededRandom('moments'));
    expect(moments.length).toBeGreaterThan(80);
    expect(moments.every((at) => at >= 1_000 && at < 5_400_000)).toBe(true);
  });
});
