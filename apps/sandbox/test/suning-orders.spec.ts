import { nextStep } from '../src/suning/suning-order-life.js';
import type { SuningOrder } from '../src/suning/suning-order.js';
import { seededRandom } from '../src/random.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { MERCHANT } from './suning-caller.js';
import { MERCHANT as ZHIMAI } from './zhimai-caller.js';

const { appKey } = MERCHANT;

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/suning/merchants', MERCHANT);
});
afterEach(() => fixture.close());

const order = (fields: object = {}) =>
  fixture.control('/suning/orders', { appKey, orderSource: 301, ...fields });
const list = async (query = '') =>
  (await fixture.get(`/suning/orders${query}`)).json as unknown as {
    readonly count: number;
    readonly items: readonly SuningOrder[];
  };
const one = async (orderId: string) =>
  (await fixture.get(`/suning/orders/${orderId}`)).json as unknown as SuningOrder;

describe('orders', () => {
  it('have a number and jobs of their own where nobody says otherwise', async () => {
    expect(await order()).toMatchObject({
      orderId: expect.stringMatching(/^20240105093005\d{8}$/),
      orderStatus: '01',
      orderError: null,
      jobs: [{ jobType: '1' }, { jobType: '0' }],
      createdAt: '2024-01-05T09:30:05+08:00',
      changedAt: '2024-01-05T09:30:05+08:00',
    });
  });

  it('are one for each merchant, source and number', async () => {
    await order({ orderId: 'A' });
    await order({ orderId: 'A', orderSource: '201' });
    const again = { appKey, orderSource: 301, orderId: 'A' };
    expect(await fixture.refused('/suning/orders', again)).toMatchObject({
      status: 409,
      json: { field: 'orderId' },
    });
    expect(await fixture.get('/suning/orders/A')).toMatchObject({ status: 409 });
    expect(await fixture.get('/suning/orders/A?orderSource=201')).toMatchObject({ status: 200 });
    expect((await list()).count).toBe(2);
    expect((await list('?orderSource=201')).items).toMatchObject([{ orderId: 'A' }]);
  });

  it('change what is named, and their time with it', async () => {
    await order({ orderId: 'A', changedAt: '2024-01-05 08:00:00' });
    const change = {
      orderStatus: '03',
      orderError: '缺货',
      jobs: [{ jobType: 2, jobId: 7, jobStatus: 'x' }],
    };
    expect(await fixture.control('/suning/orders/A', change, 'PATCH')).toMatchObject({
      orderStatus: '03',
      orderError: '缺货',
      jobs: [{ jobType: '2', jobId: '7', jobStatus: 'x' }],
      createdAt: '2024-01-05T08:00:00+08:00',
      changedAt: '2024-01-05T09:30:05+08:00',
      version: 1,
    });
    await fixture.control('/suning/orders/A', { remove: true }, 'PATCH');
    expect((await fixture.get('/suning/orders/A')).status).toBe(404);
  });

  it('move in any number at once, of one source', async () => {
    await fixture.control('/suning/orders/bulk', { appKey, orderSource: 301, count: 50 });
    await fixture.control('/suning/orders/bulk', { appKey, orderSource: 201, count: 5, idPrefix: 'X-' });
    expect((await list('?orderSource=201&limit=1')).items).toMatchObject([{ orderId: 'X-00000005' }]);
    const move = { appKey, orderSource: 301, count: 20 };
    expect(await fixture.control('/suning/orders/move', move)).toEqual({ moved: 20 });
    expect((await list('?orderSource=201&orderStatus=01')).count).toBe(5);
    const still = (await list('?orderSource=301&orderStatus=01')).count;
    expect(still).toBe(30);
  });
});

describe('the couriers', () => {
  it('bring orders to an end by way of any trouble', () => {
    const random = seededRandom('couriers');
    const ends = new Set<string>();
    const ways = new Set<string>();
    for (let turn = 0; turn < 500; turn += 1) {
      let now = { orderStatus: '01', jobs: [] } as unknown as SuningOrder;
      while (now.orderStatus === '01' || now.orderStatus === '03') {
        now = { ...now, ...nextStep(now, random) } as SuningOrder;
        ways.add(now.orderStatus);
        expect(now.orderError === null).toBe(!['03', '04'].includes(now.orderStatus));
      }
      ends.add(now.orderStatus);
    }
    expect([...ways].sort()).toEqual(['02', '03', '04', '05']);
    expect([...ends].sort()).toEqual(['02', '04', '05']);
  });

  it('work until nothing is open, or they are stopped', async () => {
    await fixture.control('/suning/orders/bulk', { appKey, orderSource: 301, count: 20 });
    const { id } = await fixture.control('/suning/couriers', { appKeys: [appKey], movesPerMinute: 60_000 });
    const open = async () => (await list('?orderStatus=01')).count + (await list('?orderStatus=03')).count;
    while ((await open()) > 0);
    const [shown] = (await fixture.get('/suning/couriers')).json.items;
    expect(shown).toMatchObject({ id, appKeys: [appKey] });
    expect(shown?.['moves']).toBeGreaterThanOrEqual(20);
    const stop = () => fixture.send(`/control/suning/couriers/${id}`, { method: 'DELETE' });
    expect((await stop()).status).toBe(204);
    expect((await stop()).status).toBe(404);
  });
});

describe('following a storefront', () => {
  const SHOP = {
    shopId: 'shop',
    webhookUrl: 'http://127.0.0.1:1/',
    secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    storeCodes: ['S001'],
  };
  const shopOrder = (orderNo: string, fields: object = {}) =>
    fixture.control('/shop/orders', {
      storeCode: 'S001',
      orderNo,
      delivered: true,
      notify: false,
      ...fields,
    });
  const shopChange = (orderNo: string, fields: object) =>
    fixture.control(`/shop/orders/${orderNo}`, { notify: false, ...fields }, 'PATCH');
  const follow = (fields: object = { shopId: 'shop' }) =>
    fixture.control('/suning/follow', { appKey, orderSource: 301, ...fields });

  beforeEach(() => fixture.control('/shop/shops', SHOP));

  it('takes over what is delivered and paid, under the storefront’s own number', async () => {
    await shopOrder('before');
    await shopOrder('picked up', { delivered: false });
    await follow();
    await shopOrder('after');
    await shopOrder('unpaid', { paidAt: null });
    await shopOrder('of itself', { delivered: false });
    expect((await list()).items).toMatchObject([
      { orderId: 'after', orderSource: '301', orderStatus: '01' },
      { orderId: 'before' },
    ]);
    await shopChange('unpaid', { payment: 'paid' });
    expect((await one('unpaid')).orderStatus).toBe('01');
  });

  it('is told how the storefront’s order ends', async () => {
    await follow();
    for (const orderNo of ['done', 'off', 'back']) await shopOrder(orderNo);
    await shopChange('done', { fulfilment: 'completed' });
    await shopChange('off', { fulfilment: 'cancelled' });
    await shopChange('back', { fulfilment: 'completed' });
    await shopChange('back', { payment: 'refunded' });
    expect((await one('done')).orderStatus).toBe('02');
    expect((await one('off')).orderStatus).toBe('05');
    expect(await one('back')).toMatchObject({
      orderStatus: '02',
      jobs: [{ jobType: '1' }, { jobType: '0' }, { jobType: '2' }],
    });
    const { version } = await one('back');
    await shopChange('back', { customer: null });
    expect((await one('back')).version).toBe(version);
  });

  it('ends when it is stopped', async () => {
    const { id } = await follow();
    expect((await fixture.get('/suning/follow')).json.items).toMatchObject([{ id, appKey, shopId: 'shop' }]);
    await fixture.send(`/control/suning/follow/${id}`, { method: 'DELETE' });
    await shopOrder('A');
    expect((await list()).count).toBe(0);
  });

  it('knows Zhimai’s deliveries by their orderType', async () => {
    await fixture.control('/zhimai/merchants', ZHIMAI);
    await follow({ openId: ZHIMAI.openId, orderSource: '201' });
    const base = { openId: ZHIMAI.openId, storeId: '90017' };
    await fixture.control('/zhimai/orders', { ...base, orderNo: 'D', orderType: 13 });
    await fixture.control('/zhimai/orders', { ...base, orderNo: 'P', orderType: 12 });
    expect((await list()).items).toMatchObject([{ orderId: 'D', orderSource: '201' }]);
    await fixture.control('/zhimai/orders/D', { completedAt: '2024-01-05T09:30:05+08:00' }, 'PATCH');
    expect((await one('D')).orderStatus).toBe('02');
    await fixture.control('/zhimai/orders/D', { afterSaleStatus: 2 }, 'PATCH');
    expect((await one('D')).jobs).toHaveLength(3);
  });

  it.each([
    ['shopId', { shopId: 'nobody' }],
    ['openId', { openId: 'nobody' }],
  ])('is refused for a storefront that is not there: %s', async (field, who) => {
    const wrong = { appKey, orderSource: 301, ...who };
    expect(await fixture.refused('/suning/follow', wrong)).toMatchObject({ status: 400, json: { field } });
  });
});
