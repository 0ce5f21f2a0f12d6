import { Ring } from '../src/ring.js';
import { SandboxFixture } from './sandbox-fixture.js';
import { askDetail, MERCHANT } from './zhimai-caller.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
});
afterEach(() => fixture.close());

describe('the control API', () => {
  it.each([
    ['/zhimai/merchants', 'openKey', { openId: 'a', grantCode: 'b' }],
    ['/zhimai/merchants', 'fieldCase', { ...MERCHANT, fieldCase: 'snake' }],
    ['/zhimai/merchants', 'notifyUrl', { ...MERCHANT, notifyUrl: 'ftp://a' }],
    ['/zhimai/merchants', 'storeIds.0', { ...MERCHANT, storeIds: ['x'] }],
    ['/zhimai/orders', 'openId', { openId: 'nobody', storeId: '1' }],
    ['/zhimai/orders', 'storeId', { openId: MERCHANT.openId }],
    ['/zhimai/orders', 'payAmount', { openId: MERCHANT.openId, storeId: '90017', payAmount: '12.50' }],
    ['/zhimai/orders', 'paidAt', { openId: MERCHANT.openId, storeId: '90017', paidAt: 'today' }],
    [
      '/zhimai/orders',
      'items.0.num',
      { openId: MERCHANT.openId, storeId: '90017', items: [{ itemName: 'a', num: 'x', itemPrice: 1 }] },
    ],
    ['/zhimai/orders', 'payAmout', { openId: MERCHANT.openId, storeId: '90017', payAmout: 1 }],
    ['/zhimai/orders/bulk', 'count', { openId: MERCHANT.openId, count: 0 }],
    ['/ovopark/enterprises', 'shops', { akey: 'a', secret: 'b', enterpriseId: 1, shops: [] }],
    ['/pospal/tills', 'appKey', { appId: 'a' }],
    ['/pospal/tills', 'signatureVersion', { appId: 'a', appKey: 'b', signatureVersion: 3 }],
    ['/pospal/tills', 'payMethods.0', { appId: 'a', appKey: 'b', payMethods: ['Card'] }],
    ['/pospal/tills', 'mood', { appId: 'a', appKey: 'b', mood: 'bad' }],
    ['/pospal/orders', 'appId', { appId: 'nobody' }],
    ['/pospal/orders', 'totalAmount', { appId: 'nobody', totalAmount: '1.234' }],
    ['/pospal/orders', 'orderDateTime', { appId: 'nobody', orderDateTime: 'today' }],
    ['/pospal/orders/bulk', 'count', { appId: 'nobody', count: 0 }],
    ['/pospal/tickets', 'appId', { appId: 'nobody' }],
    ['/pospal/staff', 'appIds.0', { appIds: ['nobody'] }],
    ['/pospal/staff', 'appIds.0', { appIds: [] }],
    ['/suning/merchants', 'appSecret', { appKey: 'a' }],
    ['/suning/merchants', 'singleAs', { appKey: 'a', appSecret: 'b', singleAs: 'list' }],
    ['/suning/orders', 'appKey', { appKey: 'nobody', orderSource: 301 }],
    ['/suning/orders', 'orderSource', { appKey: 'nobody', orderSource: 213 }],
    ['/suning/orders', 'orderId', { appKey: 'nobody', orderSource: 301, orderId: 'a\u0000' }],
    ['/suning/orders', 'jobs.0.jobType', { appKey: 'a', orderSource: 301, jobs: [{ jobType: 3 }] }],
    ['/suning/orders/bulk', 'count', { appKey: 'nobody', orderSource: 301 }],
    ['/suning/orders/move', 'appKey', { appKey: 'nobody', count: 1 }],
    ['/suning/couriers', 'appKeys.0', { appKeys: ['nobody'] }],
    ['/suning/follow', 'appKey', { appKey: 'nobody', shopId: 'a', orderSource: 301 }],
    ['/suning/follow', 'shopId', { appKey: 'nobody', orderSource: 301 }],
    ['/suning/follow', 'shopId', { appKey: 'nobody', shopId: 'a', openId: 'b', orderSource: 301 }],
    ['/ovopark/tickets', 'akey', { akey: 'nobody' }],
    ['/ovopark/tickets', 'total', { akey: 'nobody', total: '1.234' }],
    [
      '/ovopark/enterprises',
      'searchNames',
      {
        ...{ akey: 'a', secret: 'b', enterpriseId: 1, shops: [{ depId: 1, shopId: 'x' }] },
        searchNames: { startTime: 'endTime' },
      },
    ],
    [
      '/ovopark/enterprises',
      'akey',
      { akey: 'a'.repeat(21), secret: 'b', enterpriseId: 1, shops: [{ depId: 1, shopId: 'x' }] },
    ],
  ])('%s refuses a wrong %s by name', async (path, field, body) => {
    await fixture.control('/zhimai/merchants', MERCHANT);
    expect(await fixture.refused(path, body)).toMatchObject({ status: 400, json: { field } });
  });

  it('refuses what is not JSON, and JSON under another type', async () => {
    expect(await fixture.refused('/faults', '{')).toMatchObject({
      status: 400,
      json: { error: 'the body is not JSON' },
    });
    const plain = await fixture.send('/control/faults', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(plain.status).toBe(415);
  });

  it('knows no order that is not there', async () => {
    for (const path of ['/zhimai/orders/x', '/shop/orders/x', '/pospal/orders/x', '/suning/orders/x']) {
      const field = path.startsWith('/suning') ? 'orderId' : 'orderNo';
      expect(await fixture.get(path)).toMatchObject({ status: 404, json: { field } });
      expect(await fixture.refused(path, {}, 'PATCH')).toMatchObject({ status: 404 });
    }
  });

  it('says what it holds and what went over its wires', async () => {
    await fixture.control('/zhimai/merchants', MERCHANT);
    const { orderNo } = await fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: 90017 });
    await askDetail(fixture, { orderNo, bizType: 1 });
    expect((await fixture.get('/state')).json).toMatchObject({
      zhimai: { merchants: 1, orders: 1 },
      calls: { zhimai: 1, ovopark: 0, pospal: 0, notify: 0 },
    });
    expect((await fixture.get('/requests?vendor=zhimai&limit=1')).json).toMatchObject({
      zhimai: [{ at: '2024-01-05T09:30:05+08:00', to: '/api/v2', status: 200, fault: null }],
    });
    expect((await fixture.get('/zhimai/orders?storeId=90018')).json).toEqual({ items: [] });
    expect((await fixture.send('/health', {})).json).toEqual({ status: 'ok' });
  });

  it('tells the waiting whether all was sent', async () => {
    await fixture.control('/zhimai/merchants', { ...MERCHANT, notifyUrl: 'http://127.0.0.1:1/' });
    expect((await fixture.get('/notifications/idle?timeoutMs=0')).json).toMatchObject({ idle: true });
    await fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017' });
    expect((await fixture.get('/notifications/idle?timeoutMs=10')).json).toEqual({
      idle: false,
      zhimai: { [MERCHANT.openId]: 1 },
      shop: {},
      pospal: {},
    });
  });
});

describe('a ring', () => {
  it('keeps the newest, newest first', () => {
    const ring = new Ring<number>(3);
    expect(ring.newest()).toEqual([]);
    for (let entry = 1; entry <= 100; entry += 1) {
      ring.push(entry);
      expect(ring.newest()).toEqual([entry, entry - 1, entry - 2].filter((one) => one > 0));
    }
    expect(ring.newest(2)).toEqual([100, 99]);
  });
});

describe('the clock', () => {
  const at = '2026-03-05T01:02:03.000Z';
  const shown = async () => (await fixture.get('/clock')).json;

  it('stands where it is set, in everything that is played and in the Date header', async () => {
    await fixture.control('/clock', { at }, 'PUT');
    fixture.clock.advance(60_000);
    await fixture.control('/pospal/tills', { appId: 'a', appKey: 'b' });
    expect(await fixture.control('/pospal/orders', { appId: 'a' })).toMatchObject({
      madeAt: '2026-03-05T09:02:03+08:00',
    });
    const path = '/pospal-api2/openapi/v1/orderOpenApi/queryOrderByNo';
    const answer = await fetch(fixture.sandbox.url + path, { method: 'POST' });
    expect(answer.headers.get('date')).toBe(new Date(at).toUTCString());
  });

  it('goes with the machine’s again', async () => {
    await fixture.control('/clock', { at }, 'PUT');
    await fixture.control('/clock', { at: null }, 'PUT');
    expect(await shown()).toEqual({ at: new Date(fixture.clock.now()).toISOString() });
  });
});
