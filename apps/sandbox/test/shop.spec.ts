import { Webhook } from 'standardwebhooks';
import { Receiver } from './receiver.js';
import { SandboxFixture } from './sandbox-fixture.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const QUICK = { retryFirstMs: 1, retryMaxMs: 2 };

let fixture: SandboxFixture;
let receiver: Receiver;

/** @param statuses of the first answers; 204 afterwards */
async function shop(statuses: number[] = [], options: object = {}): Promise<void> {
  receiver = await Receiver.start((_request, index) => ({ status: statuses[index] ?? 204 }));
  const body = {
    webhookUrl: receiver.url,
    secret: SECRET,
    storeCodes: ['S001', 'S002'],
    ...QUICK,
    ...options,
  };
  await fixture.control('/shop/shops', body);
}

beforeEach(async () => {
  // Standard Webhooks' own library reads the real clock.
  fixture = await SandboxFixture.start({ now: Date.now });
});
afterEach(async () => {
  await fixture.close();
  await receiver.close();
});

const place = (fields: object = {}) => fixture.control('/shop/orders', { storeCode: 'S001', ...fields });

const change = (orderNo: string, fields: object) =>
  fixture.control(`/shop/orders/${orderNo}`, fields, 'PATCH');

/** The bodies, each verified by the scheme's library. */
const documents = (): Record<string, unknown>[] =>
  receiver.received.map(
    ({ headers, body }) => new Webhook(SECRET).verify(body, headers as Record<string, string>) as never,
  );

const ITEMS = [
  { itemName: '拿铁', itemSpec: '大杯', quantity: '2', unitPrice: '25.00' },
  { itemName: '散装曲奇', quantity: '0.333', unitPrice: '30.00' },
];

describe('a webhook', () => {
  it('carries the document of the open format', async () => {
    await shop();
    const paidAt = '2024-01-05T09:30:21+08:00';
    const { orderNo } = await place({
      items: ITEMS,
      paidAt,
      placedAt: '2024-01-05T01:29:55Z',
      updatedAt: 1_704_418_221_500,
      discountFen: 300,
      freightFen: 500,
      packagingFen: 100,
      customer: { name: '张三', phone: '13800000000', address: '示例路1号' },
    });
    await fixture.idle();
    expect(documents()).toEqual([
      {
        orderNo,
        storeCode: 'S001',
        placedAt: '2024-01-05T09:29:55+08:00',
        paidAt,
        updatedAt: 1_704_418_221_500,
        payment: 'paid',
        fulfilment: 'created',
        totalFen: 6_599,
        paidFen: 6_299,
        discountFen: 300,
        freightFen: 500,
        packagingFen: 100,
        refunds: [],
        items: [
          { ...ITEMS[0], amountFen: 5_000 },
          { ...ITEMS[1], amountFen: 999 },
        ],
        customer: { name: '张三', phone: '13800000000', address: '示例路1号' },
      },
    ]);
  });

  it('states service, rounding, parts of a payment and deductions where the shop has them', async () => {
    await shop();
    const deduction = { itemName: '满减', quantity: '1', unitPrice: '-5.00' };
    const payments = [{ method: 'wechat', amountFen: 5_890 }];
    const money = { serviceFen: 400, roundingFen: -9, freightFen: 0, packagingFen: 0, discountFen: 0 };
    await place({ items: [...ITEMS, deduction], ...money, payments });
    await fixture.idle();
    const [stated] = documents();
    expect(stated).toMatchObject({ ...money, totalFen: 5_899, paidFen: 5_890, payments });
    expect(stated!['items']).toContainEqual({ ...deduction, amountFen: -500 });
  });

  it('comes for each state of an order, later ones with a later updatedAt', async () => {
    await shop([], { notifyConcurrency: 1 });
    const { orderNo } = await place({ items: ITEMS, payment: 'unpaid', customer: null });
    await change(orderNo, { payment: 'paid', fulfilment: 'accepted' });
    await change(orderNo, { fulfilment: 'completed' });
    await change(orderNo, { payment: 'refunded' });
    await change(orderNo, { fulfilment: 'cancelled', notify: false });
    await fixture.idle();
    const states = documents();
    expect(states).toMatchObject([
      { payment: 'unpaid', paidFen: 0, totalFen: 5_999 },
      { payment: 'paid', paidFen: 5_999, fulfilment: 'accepted' },
      { payment: 'paid', paidFen: 5_999, fulfilment: 'completed' },
      { payment: 'refunded', paidFen: 5_999, refunds: [{ amountFen: 5_999 }] },
    ]);
    expect(states[0]).not.toHaveProperty('paidAt');
    expect(states[0]).not.toHaveProperty('customer');
    const times = states.map(({ updatedAt }) => updatedAt as number);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
  });

  it('is sent again with the same id and bytes until it is answered 2xx', async () => {
    await shop([500, 409, 302, 429]);
    const { orderNo } = await place();
    await fixture.idle();
    expect(documents()).toHaveLength(5);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const { json } = await fixture.get(`/shop/orders/${orderNo}`);
    expect(json.notifications).toEqual({ queued: 1, acknowledged: 1 });
  });

  it('is signed anew for every attempt', async () => {
    await fixture.close();
    fixture = await SandboxFixture.start();
    receiver = await Receiver.start((_request, index) => {
      fixture.clock.advance(1_000);
      return { status: index < 2 ? 503 : 200 };
    });
    await fixture.control('/shop/shops', {
      webhookUrl: receiver.url,
      secret: SECRET,
      storeCodes: ['S001'],
      ...QUICK,
    });
    await place();
    await fixture.idle();
    const header = (name: string) => new Set(receiver.received.map(({ headers }) => headers[name])).size;
    expect([header('webhook-id'), header('webhook-timestamp'), header('webhook-signature')]).toEqual([
      1, 3, 3,
    ]);
  });

  it('comes thousandfold from one bulk order', async () => {
    await shop();
    const { orderNos } = await fixture.control('/shop/orders/bulk', { count: 1_000, concurrency: 64 });
    await fixture.idle();
    const got = new Set(documents().map(({ orderNo }) => orderNo));
    expect(got).toEqual(new Set(orderNos));
  });
});

describe('the shop’s orders', () => {
  it.each([
    ['storeCode', { storeCode: 'S009' }],
    ['shopId', { shopId: 'nobody' }],
    ['items.0.quantity', { items: [{ ...ITEMS[0], quantity: 'two' }] }],
    ['payment', { payment: 'on_credit' }],
    ['placedAt', { placedAt: '2024-01-05 09:30:00' }],
    ['totalFen', { totalFen: 12.5 }],
    ['colour', { colour: 'red' }],
  ])('are refused by name: %s', async (field, wrong) => {
    await shop();
    const { status, json } = await fixture.refused('/shop/orders', { storeCode: 'S001', ...wrong });
    expect(status).toBe(400);
    expect(json).toMatchObject({ field });
  });

  it.each(['whsec_', 'whsec_dG9vIHNob3J0', 'secret', `whsec_${'!'.repeat(44)}`])(
    'need a real secret, not %s',
    async (secret) => {
      await shop();
      const body = { webhookUrl: receiver.url, secret, storeCodes: ['S001'] };
      expect(await fixture.refused('/shop/shops', body)).toMatchObject({
        status: 400,
        json: { field: 'secret' },
      });
    },
  );
});
