import { call, expectRefused, ORDER, placed, postRaw, statusOf, TILL } from './pospal-caller.js';
import { SandboxFixture } from './sandbox-fixture.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await till();
});
afterEach(() => fixture.close());

const till = (settings: object = {}) =>
  fixture.control('/pospal/tills', { ...TILL, looseTypes: false, ...settings });
const add = (fields: object) => call(fixture, 'addOnLineOrder', { ...ORDER, ...fields });
const without = (name: string) => add({ [name]: undefined });
const entity = async (orderNo: string) => (await call(fixture, 'queryOrderByNo', { orderNo })).json.data;
const item = (fields: object) => ({ items: [{ ...ORDER.items[0], ...fields }] });

describe('the fields of addOnLineOrder', () => {
  it.each(['payMethod', 'orderDateTime', 'contactAddress', 'contactName', 'contactTel', 'items'])(
    'needs %s',
    async (name) => {
      expectRefused(await without(name), 'missingField', name);
    },
  );

  it.each(['productUid', 'quantity'])('needs an item’s %s', async (name) => {
    expectRefused(await add(item({ [name]: undefined })), 'missingField', `items.0.${name}`);
  });

  it.each([
    ['extra', { extra: 1 }],
    ['orderremark', { orderremark: 'x' }],
    ['items.0.price', item({ price: 1 })],
  ])('knows no %s', async (name, fields) => {
    expectRefused(await add(fields), 'unknownField', name);
  });

  it.each([
    ['payOnLine', { payOnLine: 0 }],
    ['contactTel', { contactTel: 13800000000 }],
    ['contactName', { contactName: '' }],
    ['orderRemark', { orderRemark: null }],
    ['orderDateTime', { orderDateTime: '2024-01-05T09:30:00' }],
    ['orderDateTime', { orderDateTime: '2024-02-30 09:30:00' }],
    ['orderDateTime', { orderDateTime: '2024-01-05 9:30:00' }],
    ['reservationTime', { reservationTime: '12:30' }],
    ['deliveryType', { deliveryType: 2 }],
    ['skipProductStockValidation', { skipProductStockValidation: true }],
    ['totalAmount', { totalAmount: '25元' }],
    ['totalAmount', { totalAmount: 25.001 }],
    ['totalAmount', { totalAmount: -1 }],
    ['shippingFee', { shippingFee: '' }],
    ['deliveryTime', { deliveryTime: '12:30' }],
    ['orderSource', { orderSource: 'openapi' }],
    ['items', { items: [] }],
    ['items.0.quantity', item({ quantity: 0 })],
    ['items.0.quantity', item({ quantity: 'two' })],
    ['items.0.quantity', item({ quantity: -1 })],
    ['items.0.productUid', item({ productUid: 10.5 })],
    ['items.0.productUid', item({ productUid: 0 })],
    ['items.0.manualSellPrice', item({ manualSellPrice: [12.5] })],
  ])('takes no such %s: %j', async (name, fields) => {
    expectRefused(await add(fields), 'badField', name);
  });

  it('keeps a productUid up to 2^63−1 digit by digit, and takes none above', async () => {
    const body = (uid: string) => JSON.stringify({ appId: TILL.appId, ...ORDER }).replace('1001', uid);
    const answer = await postRaw(fixture, 'addOnLineOrder', body('9223372036854775807'));
    const { orderNo } = answer.json.data;
    const { text } = await call(fixture, 'queryOrderByNo', { orderNo });
    expect(text).toContain('"productUid":9223372036854775807,');
    for (const uid of ['9223372036854775808', '1e3', '1001.0']) {
      expectRefused(await postRaw(fixture, 'addOnLineOrder', body(uid)), 'badField', 'productUid');
    }
  });

  it('remembers nothing: the same request twice is two orders', async () => {
    const first = await placed(fixture);
    const second = await placed(fixture);
    expect(second).not.toBe(first);
    expect((await fixture.get('/pospal/orders?remark=SP-000001')).json.count).toBe(2);
  });
});

describe('the pay methods', () => {
  const paid = (payMethod: string, fields: object = {}) =>
    add({ payOnLine: undefined, payMethod, ...fields });

  it.each([
    ['Wxpay', { payOnLine: 1 }],
    ['Alipay', { payOnLine: 1 }],
    ['payCode_001', { payOnLine: 1 }],
    ['Cash', {}],
    ['CustomerBalance', { customerNumber: 'M1' }],
  ])('%s with %j', async (payMethod, fields) => {
    await till({ payMethods: ['payCode_001'] });
    expect(statusOf(await paid(payMethod, fields))).toBe('success');
  });

  it.each([
    ['Wxpay', {}],
    ['Alipay', {}],
    ['payCode_001', {}],
    ['payCode_002', { payOnLine: 1 }],
    ['wxpay', { payOnLine: 1 }],
    ['Cash', { payOnLine: 1 }],
    ['CustomerBalance', {}],
    ['CustomerBalance', { customerNumber: 'M1', payOnLine: 1 }],
  ])('not %s with %j', async (payMethod, fields) => {
    await till({ payMethods: ['payCode_001'] });
    expectRefused(await paid(payMethod, fields), 'badPayment', payMethod);
  });
});

describe('the sums', () => {
  const WEIGHED = [{ productUid: 1, quantity: 0.333, manualSellPrice: 138 }];

  it.each([
    ['equal', { totalAmount: 25 }, 25],
    ['with the fees', { totalAmount: 31.5, shippingFee: 5, packageFee: 1.5 }, 31.5],
    ['less, as a discount', { totalAmount: 20.01 }, 20.01],
    ['of a weighed line, rounded once', { items: WEIGHED, totalAmount: 45.95 }, 45.95],
    ['nothing', { totalAmount: 0 }, 0],
  ])('may be %s', async (_what, fields, total) => {
    expect(await entity(await placed(fixture, fields))).toMatchObject({ totalAmount: total });
  });

  it.each([
    ['a fen above', { totalAmount: 25.01 }, '25.01 > items and fees 25.00'],
    ['above by a forgotten fee', { totalAmount: 30 }, '30.00 > items and fees 25.00'],
    ['above a weighed line', { items: WEIGHED, totalAmount: 45.96 }, '45.96 > items and fees 45.95'],
  ])('may not be %s', async (_what, fields, detail) => {
    expectRefused(await add(fields), 'sumsDisagree', detail);
  });

  it('need all prices and a total with orderSource', async () => {
    expectRefused(await without('totalAmount'), 'missingField', 'totalAmount');
    expectRefused(await add(item({ manualSellPrice: undefined })), 'missingField', 'items.0.manualSellPrice');
  });

  it('are the till’s own without it', async () => {
    await till({ products: [{ productUid: 1001, productName: '小笼包', sellPrice: '18.80' }] });
    const fields = { orderSource: undefined, totalAmount: undefined, shippingFee: 2 };
    expect(await entity(await placed(fixture, fields))).toMatchObject({
      totalAmount: 39.6,
      daySeq: expect.stringMatching(/^E\d{3}$/),
      items: [{ productName: '小笼包', eshopSellPrice: 18.8, productSellPrice: 18.8 }],
    });
  });

  it('let daySeq through with orderSource only', async () => {
    expect(await entity(await placed(fixture, { daySeq: 'A7' }))).toMatchObject({ daySeq: 'A7' });
    expect(await entity(await placed(fixture))).toMatchObject({ daySeq: null });
    const own = await entity(await placed(fixture, { daySeq: 'A7', orderSource: undefined }));
    expect(own).not.toMatchObject({ daySeq: 'A7' });
  });
});

describe('what a till may be strict about', () => {
  it('products', async () => {
    await till({ strictProducts: true, products: [{ productUid: 7, productName: '油条' }] });
    expectRefused(await add({}), 'productUnknown', '1001');
    await placed(fixture, item({ productUid: 7 }));
  });

  it('the code of a custom pay method', async () => {
    await till({ payMethods: ['payCode_7'], payMethodCodes: { payCode_7: '107' } });
    const paid = (payMethodCode?: string) => add({ payMethod: 'payCode_7', payMethodCode });
    expectRefused(await paid(), 'badPayment', 'payMethodCode');
    expectRefused(await paid('108'), 'badPayment');
    expect(statusOf(await paid('107'))).toBe('success');
  });

  it('tables', async () => {
    const table = (restaurantAreaName?: string, restaurantTableName?: string) =>
      add({ restaurantAreaName, restaurantTableName });
    expect(statusOf(await table('露台', '9'))).toBe('success');
    await till({ tables: [{ area: '大厅', table: 'A1' }] });
    expect(statusOf(await table('大厅', 'A1'))).toBe('success');
    expect(statusOf(await table())).toBe('success');
    expectRefused(await table('大厅', 'A2'), 'tableUnknown', '大厅/A2');
    expectRefused(await table('大厅'), 'tableUnknown');
  });
});
