import { randomUUID } from 'node:crypto';
import { type DocumentShop, LATTE, openDocumentShop } from '../support/document-shop.js';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { CANCELLED, type HubOrder, TillFacts, until } from '../support/till-facts.js';

interface Refusal {
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

describe('documents as real shops send them', () => {
  let chain: TillChain;
  let facts: TillFacts;
  let shop: DocumentShop;

  beforeAll(async () => {
    chain = await startTillChain();
    facts = new TillFacts(chain);
    shop = await openDocumentShop(chain);
  });
  afterAll(() => chain.close());

  const send = async (change: object): Promise<void> => expect((await shop.post(change)).status).toBe(200);
  const newNo = (): string => `D-${randomUUID()}`;
  const placingsOf = async ({ id }: HubOrder) =>
    (await facts.dispatches()).filter(({ orderId, kind }) => orderId === id && kind === 'place');
  const placedFor = async (
    order: HubOrder,
  ): Promise<{ totalFen: number; state: number; orderNo: string }> => {
    let vendorNo: string | null = null;
    await until(async () => {
      const [mine] = await placingsOf(order);
      vendorNo = mine?.vendorNo ?? null;
      if (mine?.state === 'held') throw new Error(mine.errorMessage ?? '');
      return vendorNo !== null;
    });
    return (await facts.tillOrders()).find(({ orderNo }) => orderNo === vendorNo)!;
  };

  it.each([
    [
      'a line of which nothing is left',
      { items: [LATTE, { ...LATTE, itemName: '散装曲奇', quantity: '0', amountFen: 0 }] },
      2500,
    ],
    [
      'goods that came back before it was paid',
      { items: [LATTE, LATTE, { ...LATTE, quantity: '-1', amountFen: -2500 }] },
      2500,
    ],
    [
      'a voucher as a line',
      {
        items: [LATTE, { itemName: '满减', quantity: '1', unitPrice: '-5.00', amountFen: -500 }],
        totalFen: 2000,
        paidFen: 2000,
      },
      2000,
    ],
    [
      'vouchers greater than its goods, and freight',
      {
        items: [{ itemName: '券', quantity: '0', unitPrice: '30.00', amountFen: -3000 }, LATTE],
        ...{ freightFen: 800, totalFen: 300, paidFen: 300 },
      },
      300,
    ],
    [
      'a fee for service and a rounding',
      { serviceFen: 250, totalFen: 2750, roundingFen: -50, paidFen: 2700 },
      2700,
    ],
    ['a rounding up', { totalFen: 2500, roundingFen: 10, paidFen: 2510 }, 2510],
    [
      'amounts out of floats',
      {
        totalFen: 2500.0000000001,
        paidFen: 2499.9999999,
        items: [{ ...LATTE, amountFen: 24.999999999999996 * 100 }],
      },
      2500,
    ],
  ])('%s: the order is placed, and comes to what was paid', async (_name, change, saleFen) => {
    const orderNo = newNo();
    await send({ orderNo, ...change });
    const order = await facts.order(orderNo);
    expect(order).toMatchObject({ saleFen, flags: [] });
    expect((await placedFor(order)).totalFen).toBe(saleFen);
  });

  it.each(['canceled', 'Cancelled ', 'CANCEL', '已取消'])(
    '“%s” is a cancel, at the till too',
    async (fulfilment) => {
      const orderNo = newNo();
      await send({ orderNo });
      const { orderNo: tillNo } = await placedFor(await facts.order(orderNo));
      await send({ orderNo, fulfilment });
      await facts.order(orderNo, (order) => order.fulfilment === 'cancelled' && order.saleFen === null);
      await until(async () =>
        (await facts.tillOrders()).some((order) => order.orderNo === tillNo && order.state === CANCELLED),
      );
    },
  );

  it.each([
    [{ fulfilment: 'in-transit' }, 'unknown_fulfilment:in-transit'],
    [{ fulfilment: 'closed' }, 'unknown_fulfilment:closed'],
    [{ payment: 'on credit' }, 'unknown_payment:on credit'],
    [{ afterSale: 'disputed' }, 'unknown_after_sale:disputed'],
  ])('a word that nobody knows is flagged, and its order is not placed: %j', async (change, flag) => {
    const orderNo = newNo();
    await send({ orderNo, ...change });
    const order = await facts.order(orderNo);
    expect(order.flags).toContain(flag);
    if ('payment' in change) return;
    await until(async () => (await placingsOf(order)).length === 1);
    expect(await placingsOf(order)).toMatchObject([{ state: 'held', errorCode: 'unknown_word' }]);
  });

  it('of several payments waits for a person where the till has no method for them', async () => {
    const orderNo = newNo();
    const payMethods = { cash: 'Cash' };
    await chain.hub.rest.patch(`accounts/${chain.tillAccount}`, { config: { payMethods } });
    const payments = [
      { method: 'cash', amountFen: 1000 },
      { method: 'wechat', amountFen: 1500 },
    ];
    await send({ orderNo, payments });
    const order = await facts.order(orderNo);
    await until(async () => (await placingsOf(order)).some(({ state }) => state !== 'waiting'));
    expect(await placingsOf(order)).toMatchObject([{ state: 'held', errorCode: 'mixed_payment' }]);
  });

  it.each([
    [{ paidAt: '9999-12-31T23:59:59Z' }, 'paidAt', /2000 to 2100/],
    [{ paidAt: 253402300799000 }, 'paidAt', /2000 to 2100/],
    [{ placedAt: '1999-12-31T23:59:59+08:00' }, 'placedAt', /2000 to 2100/],
    [{ updatedAt: '2026-11-21 12:00:00' }, 'updatedAt', /offset/],
    [{ completedAt: 1795233600 }, 'completedAt', /seconds.*milliseconds/],
    [{ paidFen: 2499.99 }, 'paidFen', /whole fen/],
  ])('names what it does not take: %j', async (change, field, sentence) => {
    const answer = await shop.post(change);
    const { errors } = (await answer.json()) as Refusal;
    expect(answer.status).toBe(422);
    expect(errors).toMatchObject([{ field, message: expect.stringMatching(sentence) as string }]);
  });

  it('keeps how it was paid, part by part', async () => {
    const orderNo = newNo();
    const payments = [
      { method: 'wechat', amountFen: 1000 },
      { method: '储值', amountFen: 1500 },
    ];
    await send({ orderNo, payments });
    const { legs, flags } = await facts.order(orderNo);
    // Whether the till can book several is another question.
    expect(flags.filter((flag) => !flag.startsWith('dispatch_held'))).toEqual([]);
    expect(legs[0]).toMatchObject({ payment: { payments, method: null } });
  });
});
