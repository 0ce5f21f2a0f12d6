import { call, expectRefused, ORDER, placed, postRaw, statusOf, TILL } from './pospal-caller.js';
import { SandboxFixture } from './sandbox-fixture.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await till();
});
afterEach(() => fixture.close());

const till = (settings: object = {}) => fixture.control('/pospal/tills', { ...TILL, ...settings });
const setState = (orderNo: string, state: number) =>
  fixture.control(`/pospal/orders/${orderNo}`, { state }, 'PATCH');
const entity = async (orderNo: string) => (await call(fixture, 'queryOrderByNo', { orderNo })).json.data;
const controlOrder = async (orderNo: string) => (await fixture.get(`/pospal/orders/${orderNo}`)).json;

describe('the states', () => {
  const OPERATIONS = [
    ['shipOrder', 2, [0, 1, 5, 8]],
    ['completeOrder', 4, [0, 1, 2, 5, 8]],
    ['cancleOrder', 3, [0, 1, 2, 5, 8]],
  ] as const;

  it.each(OPERATIONS)('%s leads to %i from %j and from no other', async (operation, after, from) => {
    await till({ looseTypes: false });
    for (const before of [0, 1, 2, 3, 4, 5, 8]) {
      const orderNo = await placed(fixture);
      await setState(orderNo, before);
      const answer = await call(fixture, operation, { orderNo });
      const allowed = (from as readonly number[]).includes(before);
      if (allowed) expect(statusOf(answer)).toBe('success');
      else expectRefused(answer, 'wrongState', `state ${before}`);
      expect(await entity(orderNo)).toMatchObject({ state: allowed ? after : before });
    }
  });

  it('begin at 0, and a second time nothing is done', async () => {
    await till({ looseTypes: false });
    const orderNo = await placed(fixture);
    expect(await entity(orderNo)).toMatchObject({ state: 0 });
    for (const operation of ['shipOrder', 'completeOrder']) {
      expect(statusOf(await call(fixture, operation, { orderNo }))).toBe('success');
      expectRefused(await call(fixture, operation, { orderNo }), 'wrongState');
    }
  });

  it('may be any number that a test wants', async () => {
    const { orderNo } = await fixture.control('/pospal/orders', { appId: TILL.appId, state: 97 });
    expect(await entity(orderNo)).toMatchObject({ state: 97 });
  });

  it('are not left where the till refuses a cancel', async () => {
    await till({ refuseCancel: true, looseTypes: false });
    const orderNo = await placed(fixture);
    expectRefused(await call(fixture, 'cancleOrder', { orderNo }), 'cancelRefused', orderNo);
    expect(await entity(orderNo)).toMatchObject({ state: 0 });
  });

  it('take a boolean shouldAddTicket, which rings up a ticket', async () => {
    const [first, second, third] = [await placed(fixture), await placed(fixture), await placed(fixture)];
    const complete = (orderNo: string | undefined, shouldAddTicket: unknown) =>
      call(fixture, 'completeOrder', { orderNo, shouldAddTicket });
    expectRefused(await complete(first, 1), 'badField', 'shouldAddTicket');
    await complete(first, false);
    await complete(second, undefined);
    expect((await fixture.get('/pospal/tickets')).json.items).toHaveLength(0);
    await complete(third, true);
    expect((await fixture.get('/pospal/tickets')).json.items).toHaveLength(1);
  });

  it.each(['cancleOrder', 'shipOrder', 'completeOrder', 'queryOrderByNo'])(
    '%s needs an order of this till',
    async (operation) => {
      await fixture.control('/pospal/tills', { appId: 'other', appKey: 'other-key' });
      const { orderNo } = await fixture.control('/pospal/orders', { appId: 'other', state: 1 });
      expectRefused(await call(fixture, operation, { orderNo }), 'orderNotFound', orderNo);
      expectRefused(await call(fixture, operation, {}), 'missingField', 'orderNo');
      expectRefused(await call(fixture, operation, { orderNo: 5 }), 'badField', 'orderNo');
      expectRefused(await call(fixture, operation, { orderNo, reason: 'x' }), 'unknownField', 'reason');
    },
  );
});

describe('an order that is asked for', () => {
  it('has the page’s fields, digit by digit', async () => {
    await till({ looseTypes: false, firstId: '9007199254740993' });
    const orderNo = await placed(fixture, { shippingFee: 5, totalAmount: 29.9 });
    const { text } = await call(fixture, 'queryOrderByNo', { orderNo });
    const { sellPrice } = { sellPrice: /"productSellPrice":([\d.]+)/.exec(text)?.[1] };
    expect(text).toBe(
      '{"status":"success","messages":[],"errorCode":0,"data":{"id":9007199254740993,' +
        `"orderNo":"${orderNo}","state":0,"payMethod":"Wxpay","payOnLine":1,"isOnlinePaymentCompleted":1,"customerNumber":null,"shippingFee":5.00,` +
        '"orderRemark":"SP-000001","orderDateTime":"2024-01-05 09:30:00",' +
        '"contactAddress":"上海市徐汇区示例路1号","contactName":"李小满","contactTel":"13800000000",' +
        '"totalAmount":29.90,"daySeq":null,"deliveryType":0,"items":[{"productUid":1001,' +
        '"productName":"商品1001","productBarcode":"1001","eshopSellPrice":12.5,"productQuantity":2,' +
        `"productBuyPrice":0.00,"productSellPrice":${sellPrice},"isCustomerDiscount":false,` +
        `"customerDiscount":100,"customerPrice":${sellPrice},"promotionRuleUid":null,"comment":""}]}}`,
    );
  });

  it('is found by its id, up to 64 bits', async () => {
    await till({ looseTypes: false, firstId: '9223372036854775000' });
    await placed(fixture);
    const orderNo = await placed(fixture);
    const byId = (id: string) => postRaw(fixture, 'queryOrderById', `{"appId":"${TILL.appId}","id":${id}}`);
    const answer = await byId('9223372036854775001');
    expect(answer.json.data).toMatchObject({ orderNo });
    expect(answer.text).toContain('"id":9223372036854775001,');
    expectRefused(await byId('9223372036854775002'), 'orderNotFound');
    expectRefused(await byId('"9223372036854775001x"'), 'badField', 'id');
  });

  it('leaves out or nulls what is not there, and writes decimals with or without zeros', async () => {
    const seen = new Set<string>();
    for (let turn = 0; turn < 30; turn += 1) {
      const { text } = await call(fixture, 'queryOrderByNo', { orderNo: await placed(fixture) });
      seen.add(text.includes('"totalAmount":25.00') ? 'zeros' : 'no zeros');
      seen.add(text.includes('"customerNumber":null') ? 'null' : 'absent');
      seen.add(text.includes('"deliveryType":null') ? 'empty type' : 'type');
      seen.add(/"state":(?:0|null)/.exec(text)?.[0] ?? 'no state');
    }
    expect([...seen].sort()).toEqual([
      ...[
        '"state":0',
        '"state":null',
        'absent',
        'empty type',
        'no state',
        'no zeros',
        'null',
        'type',
        'zeros',
      ],
    ]);
  });
});

describe('what an order says of its online payment', () => {
  const told = async (orderNo: string) => {
    const { payOnLine, isOnlinePaymentCompleted } = await entity(orderNo);
    return [payOnLine, isOnlinePaymentCompleted];
  };
  const rung = async (fields: object) =>
    (await fixture.control('/pospal/orders', { appId: TILL.appId, ...fields })).orderNo;

  it('follows from its pay method unless a test says otherwise', async () => {
    await till({ looseTypes: false });
    expect(await told(await rung({}))).toEqual([0, 0]);
    expect(await told(await rung({ payMethod: 'Alipay' }))).toEqual([1, 1]);
    const open = await rung({ payMethod: 'Wxpay', state: 4, isOnlinePaymentCompleted: 0 });
    expect(await told(open)).toEqual([1, 0]);
    await fixture.control(`/pospal/orders/${open}`, { isOnlinePaymentCompleted: 1 }, 'PATCH');
    expect(await told(open)).toEqual([1, 1]);
    expect(await told(await rung({ payOnLine: null, isOnlinePaymentCompleted: null }))).toEqual([null, null]);
  });

  it('of ours is the till’s setting, and an older till tells nothing', async () => {
    await till({ looseTypes: false, apiCompleted: 0 });
    const orderNo = await placed(fixture);
    expect(await told(orderNo)).toEqual([1, 0]);
    await till({ tellsPayment: false });
    expect(await told(orderNo)).toEqual([undefined, undefined]);
  });
});

interface Listed {
  readonly result: readonly unknown[];
}
const ODD: Record<string, unknown> = { orderNo: {}, orderDateTime: '昨天', totalAmount: '面议', state: {} };

describe('an order whose row nobody can read', () => {
  it.each(['orderNo', 'orderDateTime', 'totalAmount', 'state', 'row'])(
    'is odd in %s where it is listed, and by number where a test says so',
    async (field) => {
      const { orderNo } = await fixture.control('/pospal/orders', { appId: TILL.appId, spoiled: { field } });
      const day = { startTime: '2024-01-05 00:00:00', endTime: '2024-01-05 23:59:59' };
      const listed = async () => {
        const { result } = (await call(fixture, 'queryOrderPages', day)).json.data as unknown as Listed;
        return result[0];
      };
      const odd = field === 'row' ? '数据异常' : { [field]: ODD[field] };
      if (field === 'row') expect(await listed()).toBe(odd);
      else expect(await listed()).toMatchObject(odd as object);
      expect(await entity(orderNo)).toMatchObject({ orderNo, orderDateTime: expect.stringMatching(/^2024/) });
      const both = { spoiled: { field, byNumber: true } };
      await fixture.control(`/pospal/orders/${orderNo}`, both, 'PATCH');
      expect(await entity(orderNo)).toEqual(await listed());
      await fixture.control(`/pospal/orders/${orderNo}`, { spoiled: null }, 'PATCH');
      expect(await listed()).toMatchObject({ orderNo });
    },
  );
});

describe('a till order rung up by the control API', () => {
  it('is what was said, and invented where nothing was', async () => {
    const said = {
      appId: TILL.appId,
      orderDateTime: '2024-01-05T08:15:00+08:00',
      items: [{ productUid: '9223372036854775807', quantity: '0.333', sellPrice: '138' }],
      shippingFee: '1.5',
      state: 1,
      orderRemark: '少放辣',
    };
    const { orderNo } = await fixture.control('/pospal/orders', said);
    const order = await controlOrder(orderNo);
    expect(order).toMatchObject({ source: 'till', state: 1, totalFen: 4_745, orderRemark: '少放辣' });
    expect(order).toMatchObject({
      orderAt: '2024-01-05T08:15:00+08:00',
      entity: { orderDateTime: '2024-01-05 08:15:00', contactTel: expect.stringMatching(/^1380000/) },
    });
    const vendorTime = { appId: TILL.appId, orderDateTime: '2024-01-05 07:00:00', totalAmount: '12.34' };
    const other = await fixture.control('/pospal/orders', vendorTime);
    expect(other).toMatchObject({ orderAt: '2024-01-05T07:00:00+08:00', totalFen: 1_234, state: 4 });
  });

  it('sells from the till’s own list where it has one', async () => {
    await till({ products: [{ productUid: 42, productName: '油条', sellPrice: 3.5 }] });
    const { orderNo } = await fixture.control('/pospal/orders', { appId: TILL.appId });
    expect(await entity(orderNo)).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ productUid: 42, eshopSellPrice: 3.5 })]),
    });
  });

  it('can be changed and taken out; its numbers are not given again', async () => {
    const first = await placed(fixture);
    const orderNo = await placed(fixture);
    await fixture.control(
      `/pospal/orders/${orderNo}`,
      { state: 5, orderDateTime: '2024-01-04 10:00:00', totalAmount: 9.9, orderRemark: null },
      'PATCH',
    );
    const changed = await controlOrder(orderNo);
    expect(changed).toMatchObject({ state: 5, totalFen: 990, orderRemark: null, version: 1 });
    await fixture.control(`/pospal/orders/${orderNo}`, { remove: true }, 'PATCH');
    expectRefused(await call(fixture, 'queryOrderByNo', { orderNo }), 'orderNotFound');
    const ids = [];
    for (const one of [first, await placed(fixture)]) ids.push(Number((await controlOrder(one)).id));
    expect(ids).toEqual([1_000_001, 1_000_003]);
  });

  it('comes by the thousand, listed by till, remark, source and state', async () => {
    const { count, orderNos } = await fixture.control('/pospal/orders/bulk', {
      appId: TILL.appId,
      count: 3_000,
      state: 2,
      orderRemark: 'bulk',
      from: '2024-01-01T00:00:00+08:00',
      to: '2024-01-02T00:00:00+08:00',
    });
    expect(new Set(orderNos).size).toBe(count);
    await placed(fixture);
    const countOf = async (query: string) => (await fixture.get(`/pospal/orders?${query}`)).json.count;
    expect(await countOf('remark=bul')).toBe(3_000);
    expect(await countOf('source=till&state=2&limit=1')).toBe(3_000);
    expect(await countOf('source=api')).toBe(1);
    expect(await countOf('appId=other')).toBe(0);
    expect(await countOf('')).toBe(3_001);
  });
});

describe('the sums of a till', () => {
  const ring = (orderDateTime: string, totalAmount: number, fields: object = {}) =>
    fixture.control('/pospal/orders', { appId: TILL.appId, orderDateTime, totalAmount, ...fields });

  it('are by orderDateTime, in every state but cancelled, with or without what the hub placed', async () => {
    const items = [{ productUid: 1, quantity: 2 }];
    await ring('2024-01-05 07:59:59', 1, { items });
    await ring('2024-01-05 08:00:00', 10.01, { items });
    await ring('2024-01-05 08:59:59', 20, { items, state: 5 });
    await ring('2024-01-05 08:30:00', 99, { state: 3 });
    await ring('2024-01-05 08:30:00', 98, { payOnLine: 1, isOnlinePaymentCompleted: 0 });
    await placed(fixture, { orderDateTime: '2024-01-05 08:10:00' });
    await fixture.control('/pospal/tills', { appId: 'other', appKey: 'k' });
    await ring('2024-01-05 08:00:00', 7, { appId: 'other', items });
    const hour = `from=${encodeURIComponent('2024-01-05T08:00:00+08:00')}&to=2024-01-05T01:00:00Z`;
    const sales = async (query: string) => (await fixture.get(`/sales?vendor=pospal&${hour}&${query}`)).json;
    expect(await sales(`store=${TILL.appId}`)).toMatchObject({
      orders: 3,
      hours: [{ hourStart: '2024-01-05T08:00:00+08:00', orders: 3, items: 6, totalFen: 5_501 }],
    });
    expect(await sales(`store=${TILL.appId}&without=SP-`)).toMatchObject({ orders: 2, totalFen: 3_001 });
    expect(await sales('without=SP-')).toMatchObject({ orders: 3, totalFen: 3_701 });
  });
});

it('an order placed by nobody’s till is refused by name', async () => {
  expect(await fixture.refused('/pospal/orders', { ...ORDER, appId: TILL.appId })).toMatchObject({
    status: 400,
  });
});
