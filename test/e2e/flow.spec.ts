import { type Chain, lastHour, startChain, ZHIMAI } from '../support/chain.js';
import { untilIdle } from '../support/until-idle.js';

interface Submission {
  readonly state: string;
  readonly cover: boolean;
  readonly hourStart: string;
  readonly errorCode: string | null;
  readonly attempts: number;
}
interface Order {
  readonly id: string;
  readonly status: string;
  readonly payment: string;
  readonly fulfilment: string;
  readonly storeId: string | null;
  readonly saleFen: number | null;
  readonly legs: readonly { readonly vendorNo: string }[];
}
interface Items<T> {
  readonly items: readonly T[];
}
interface Report {
  readonly hourStart: string;
  readonly totalFen: number;
  readonly dealNum: string;
  readonly dealPersonNum: string;
  readonly times: number;
}

describe('from a signed webhook to a reported hour', () => {
  let chain: Chain;
  // Each test has an hour of its own, going back from the last whole one.
  let hour = lastHour();
  let paidAt = '';

  beforeAll(async () => {
    chain = await startChain();
  });
  afterAll(() => chain.close());
  beforeEach(() => {
    hour = { from: new Date(hour.from.getTime() - 3_600_000), to: hour.from };
    paidAt = new Date(hour.from.getTime() + 600_000).toISOString();
  });

  const orderOf = async (orderNo: string, wanted: (order: Order) => boolean = () => true) => {
    const { items } = await chain.hub.rest.until<Items<Order>>(
      `orders?q=${orderNo}`,
      ({ items: [order] }) => order !== undefined && wanted(order),
    );
    return items[0]!;
  };

  const zhimaiOrder = async (fields: object = {}) => {
    const order = { openId: ZHIMAI.openId, storeId: '5001', paidAt, ...fields };
    const { orderNo } = await chain.sandbox.control.post<{ orderNo: string }>('zhimai/orders', order);
    return orderNo;
  };

  const report = async (storeId: string, settled: (newest: Submission) => boolean) => {
    await chain.hub.rest.post('submissions', { storeId, ...hour });
    const { items } = await chain.hub.rest.until<Items<Submission>>(
      `submissions?storeId=${storeId}&from=${hour.from.toISOString()}&to=${hour.to.toISOString()}`,
      ({ items: all }) => all.length > 0 && all.every(settled),
    );
    return items;
  };

  const accepted = ({ state }: Submission) => state === 'accepted';

  const reports = async (shop: string) => {
    const { items } = await chain.sandbox.control.get<Items<Report>>(`ovopark/reports?shop=${shop}`);
    return items.filter(({ hourStart }) => new Date(hourStart).getTime() === hour.from.getTime());
  };

  it('re-fetches the order that Zhimai names, books it and reports the hour once, exactly', async () => {
    const orderNo = await zhimaiOrder();
    const order = await orderOf(orderNo);
    expect(order).toMatchObject({
      payment: 'paid',
      storeId: chain.zhimaiStore,
      legs: [{ vendorNo: orderNo }],
    });
    const [submission] = await report(chain.zhimaiStore, accepted);
    expect(submission).toMatchObject({ cover: false, attempts: 1 });
    expect(await reports('D000001')).toMatchObject([
      { totalFen: order.saleFen, dealPersonNum: '1', times: 1 },
    ]);
  });

  it('asks nothing of the vendor for an hour that is reported and has not changed', async () => {
    await orderOf(await zhimaiOrder());
    await report(chain.zhimaiStore, accepted);
    await report(chain.zhimaiStore, accepted);
    expect(await reports('D000001')).toMatchObject([{ times: 1 }]);
  });

  it('covers a reported hour when a late order has changed it', async () => {
    const first = await orderOf(await zhimaiOrder());
    await report(chain.zhimaiStore, accepted);
    const second = await orderOf(await zhimaiOrder());
    const submissions = await report(chain.zhimaiStore, accepted);
    expect(submissions.map(({ cover }) => cover).sort()).toEqual([false, true]);
    const totalFen = (first.saleFen ?? 0) + (second.saleFen ?? 0);
    expect(await reports('D000001')).toMatchObject([{ totalFen, dealPersonNum: '2', times: 2 }]);
  });

  it('takes a report whose answer was lost for accepted once the vendor says that it has it', async () => {
    await chain.sandbox.control.post('faults', { vendor: 'ovopark', kind: 'drop_after' });
    await orderOf(await zhimaiOrder());
    const [submission] = await report(chain.zhimaiStore, accepted);
    expect(submission!.attempts).toBeGreaterThan(1);
    expect(await reports('D000001')).toMatchObject([{ times: 1 }]);
  });

  it('shows a conflict when the vendor already has an hour that we never sent', async () => {
    const message = '销售额重复提交';
    await chain.sandbox.control.post('faults', {
      vendor: 'ovopark',
      kind: 'business_error',
      code: '208001',
      message,
    });
    await orderOf(await zhimaiOrder());
    const [submission] = await report(chain.zhimaiStore, ({ state }) => state === 'conflict');
    expect(submission).toMatchObject({ attempts: 1 });
  });

  it.each(['wrong_shape', 'garbage', 'html', 'empty', 'http_500', 'http_429', 'drop_after'])(
    'does not take %s from Zhimai for an answer: it is tried again',
    async (kind) => {
      await chain.sandbox.control.post('faults', { vendor: 'zhimai', kind });
      const order = await orderOf(await zhimaiOrder());
      expect(order.payment).toBe('paid');
    },
  );

  it('takes a storefront order as it was posted, and lets no late copy turn it back', async () => {
    const wish = { shopId: 'shop', storeCode: 'W-1', paidAt };
    const { orderNo } = await chain.sandbox.control.post<{ orderNo: string }>('shop/orders', wish);
    await orderOf(orderNo, ({ payment }) => payment === 'paid');
    await chain.sandbox.control.patch(`shop/orders/${orderNo}`, { fulfilment: 'cancelled' });
    const order = await orderOf(orderNo, ({ status }) => status === 'cancelled');
    expect(order).toMatchObject({ storeId: chain.shopStore, saleFen: null });
    await report(chain.shopStore, accepted);
    expect(await reports('D000002')).toMatchObject([{ totalFen: 0, dealPersonNum: '0' }]);
  });

  it('sends nothing to a paused account until it is resumed', async () => {
    await chain.hub.rest.patch(`accounts/${chain.zhimaiAccount}`, { paused: true });
    const orderNo = await zhimaiOrder();
    await untilIdle(chain.sandbox.control);
    expect(await chain.hub.rest.get<Items<Order>>(`orders?q=${orderNo}`)).toMatchObject({ items: [] });
    await chain.hub.rest.patch(`accounts/${chain.zhimaiAccount}`, { paused: false });
    await orderOf(orderNo);
  });

  it('tells with one read-only call whether an account works', async () => {
    const test = () => chain.hub.rest.post<{ ok: boolean }>(`accounts/${chain.zhimaiAccount}/test`, {});
    expect(await test()).toMatchObject({ ok: true });
    await chain.hub.rest.patch(`accounts/${chain.zhimaiAccount}`, { config: { openKey: 'another key' } });
    expect(await test()).toMatchObject({
      ...{ ok: false, code: 'invalid_signature', vendorCode: expect.stringMatching(/^\d+$/) },
    });
  });
});
