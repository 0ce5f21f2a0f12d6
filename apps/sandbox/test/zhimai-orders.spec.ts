import { SandboxFixture } from './sandbox-fixture.js';
import { askDetail, MERCHANT } from './zhimai-caller.js';

let fixture: SandboxFixture;

beforeEach(async () => {
  fixture = await SandboxFixture.start();
  await fixture.control('/zhimai/merchants', { ...MERCHANT, ratePerSecond: 1_000 });
});
afterEach(() => fixture.close());

const ITEMS = [
  { itemName: '拿铁', itemSpec: '大杯', num: 2, itemPrice: 2_500, packAmount: 100 },
  { itemName: '酱牛肉', itemUnit: '千克', num: '0.333', itemPrice: 13_800 },
];
// 5000 + 4595.4 rounded down + pack 100
const TOTAL = 9_695;

const place = (fields: object) =>
  fixture.control('/zhimai/orders', { openId: MERCHANT.openId, storeId: '90017', items: ITEMS, ...fields });

const change = (orderNo: string, fields: object) =>
  fixture.control(`/zhimai/orders/${orderNo}`, fields, 'PATCH');

async function detail(orderNo: string): Promise<Record<string, unknown>> {
  const { json } = await askDetail(fixture, { orderNo, bizType: 1 });
  return json.data;
}

/** As numbers, whatever they were written as. */
const amounts = ({ itemAmount, totalAmount, payAmount, actualAmount }: Record<string, unknown>) =>
  [itemAmount, totalAmount, payAmount, actualAmount].map((amount) => (amount === '' ? '' : Number(amount)));

describe('an order', () => {
  it('is paid when it is placed, with amounts in fen that follow from its lines', async () => {
    const { orderNo } = await place({});
    const data = await detail(orderNo);
    expect(amounts(data)).toEqual([TOTAL - 100, TOTAL, TOTAL, TOTAL]);
    expect(data).toMatchObject({
      payStatus: '1',
      payAt: '2024-01-05 09:30:05',
      orderAt: '2024-01-05 09:30:05',
    });
    expect(Number(data.createdAt)).toBe(1_704_418_205);
  });

  it('keeps ids of 64 bits digit by digit', async () => {
    const body = `{"openId":"${MERCHANT.openId}","storeId":9001712345678901234,"userId":880123456789012345,"items":[]}`;
    await fixture.control('/zhimai/merchants', { ...MERCHANT, storeIds: [], looseTypes: false });
    const { json } = await fixture.refused('/zhimai/orders', body);
    const { text } = await askDetail(fixture, { orderNo: json.orderNo, bizType: 1 });
    expect(text).toContain('"userId":880123456789012345');
    expect(text).toContain('"storeId":9001712345678901234');
  });

  it('is placed unpaid, paid later, and its actual amount is absent until then', async () => {
    const { orderNo } = await place({ paidAt: null });
    expect(amounts(await detail(orderNo))[3]).toBe('');
    expect(await detail(orderNo)).toMatchObject({ payStatus: '0', payAt: '' });
    fixture.clock.advance(60_000);
    await change(orderNo, { payStatus: 1 });
    const data = await detail(orderNo);
    expect(data).toMatchObject({ payStatus: '1', payAt: '2024-01-05 09:31:05' });
    expect(amounts(data)[3]).toBe(TOTAL);
  });

  it('changes its status with what happens to it, unless a test chooses another', async () => {
    const status = async (orderNo: string) => Number((await detail(orderNo)).status);
    const { orderNo } = await place({ payStatus: '0' });
    const seen = [await status(orderNo)];
    for (const step of [
      { payStatus: '1' },
      { completedAt: '2024-01-05T10:00:00+08:00' },
      { cancelled: true },
    ]) {
      await change(orderNo, step);
      seen.push(await status(orderNo));
    }
    await change(orderNo, { cancelled: true, status: 6 });
    expect([...seen, await status(orderNo)]).toEqual([10, 20, 70, 80, 6]);
  });

  it('takes whatever header field a test fixes', async () => {
    const fields = {
      paidAt: '2024-01-05T01:00:00Z',
      actualAmount: 9_000,
      status: 4_711,
      payStatus: '8',
      buyerRemarks: null,
    };
    const { orderNo } = await place(fields);
    const data = await detail(orderNo);
    expect(data).toMatchObject({ payAt: '2024-01-05 09:00:00', payStatus: '8', buyerRemarks: '' });
    expect([Number(data.actualAmount), Number(data.status)]).toEqual([9_000, 4_711]);
    await change(orderNo, {
      afterSaleStatus: 2,
      completedAt: '2024-01-05T10:00:00+08:00',
      extra: { itemList: 'broken' },
    });
    const changed = await detail(orderNo);
    expect(changed).toMatchObject({ completedAt: '2024-01-05 10:00:00', itemList: 'broken', payStatus: '8' });
    expect(Number(changed.afterSaleStatus)).toBe(2);
  });

  it('gets new amounts with new lines', async () => {
    const { orderNo } = await place({ discountAmount: 95 });
    expect(amounts(await detail(orderNo))).toEqual([TOTAL - 100, TOTAL, TOTAL - 95, TOTAL - 95]);
    await change(orderNo, { items: [ITEMS[0]] });
    expect(amounts(await detail(orderNo))).toEqual([5_000, 5_100, 5_005, 5_005]);
  });

  it('can write its times as epoch seconds or ms', async () => {
    const { orderNo } = await place({});
    for (const [timeStyle, payAt] of [
      ['seconds', '1704418205'],
      ['millis', '1704418205000'],
    ]) {
      await fixture.control('/zhimai/merchants', { ...MERCHANT, timeStyle });
      expect(await detail(orderNo)).toMatchObject({ payAt });
    }
  });

  it('belongs to a store of its merchant and has a number of its own', async () => {
    const order = { openId: MERCHANT.openId, storeId: '90017', orderNo: 'ZM-1' };
    await fixture.control('/zhimai/orders', order);
    expect(await fixture.refused('/zhimai/orders', order)).toMatchObject({
      status: 409,
      json: { field: 'orderNo' },
    });
    expect(await fixture.refused('/zhimai/orders', { ...order, storeId: '1' })).toMatchObject({
      status: 400,
      json: { field: 'storeId' },
    });
  });
});

describe('the looseness of types', () => {
  const AMOUNTS = ['itemAmount', 'totalAmount', 'payAmount', 'actualAmount', 'packAmount'];
  const kinds = (data: Record<string, unknown>) => new Set(AMOUNTS.map((field) => typeof data[field]));

  async function bulkDetails(): Promise<{ text: string; data: Record<string, unknown> }[]> {
    const { orderNos } = await fixture.control('/zhimai/orders/bulk', { openId: MERCHANT.openId, count: 12 });
    const answers = [];
    for (const orderNo of orderNos) answers.push(await askDetail(fixture, { orderNo, bizType: 1 }));
    return answers.map(({ text, json }) => ({
      text,
      data: json.data,
    }));
  }

  it('shows numbers both ways and "" for what is absent', async () => {
    const details = await bulkDetails();
    const seen = new Set(details.flatMap(({ data }) => [...kinds(data)]));
    expect(seen).toEqual(new Set(['string', 'number']));
    expect(
      new Set(details.map(({ text }) => /^\{"status":("?)true\1,"code":("?)0\2/.exec(text)?.[1])),
    ).toEqual(new Set(['', '"']));
    for (const { data } of details) expect(data).toMatchObject({ activityInfoMap: '', completedAt: '' });
  });

  it('reads the same each time while the order does not change', async () => {
    const { orderNo } = await place({});
    const first = await askDetail(fixture, { orderNo, bizType: 1 });
    const second = await askDetail(fixture, { orderNo, bizType: 1 });
    expect(second.text).toBe(first.text);
  });

  it('can be turned off', async () => {
    await fixture.control('/zhimai/merchants', { ...MERCHANT, looseTypes: false, ratePerSecond: 1_000 });
    for (const { text, data } of await bulkDetails()) {
      expect(text).toMatch(/^\{"status":true,"code":0,/);
      expect(kinds(data)).toEqual(new Set(['number']));
    }
  });
});
