import { startTillChain, TILL, type TillChain } from '../support/till-chain.js';
import { markerOf, TillFacts } from '../support/till-facts.js';
import { untilIdle } from '../support/until-idle.js';

const TIMEOUTS = 200;
const PAIRS = 500;

describe('orders at the till', () => {
  let chain: TillChain;
  let facts: TillFacts;

  async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
    chain = await startTillChain({ push: true, env });
    facts = new TillFacts(chain);
  }
  afterEach(() => chain.close());

  const shopOrder = (wish: object = {}) =>
    chain.sandbox.control
      .post<{ orderNo: string }>('shop/orders', { shopId: 'shop', storeCode: 'T-1', ...wish })
      .then(({ orderNo }) => orderNo);
  const moveTill = (orderNo: string, state: number) =>
    chain.sandbox.control.patch(`pospal/orders/${orderNo}`, { state });

  it('a paid order appears there once, counts once, and its way there comes back into the ledger', async () => {
    // One try is enough, however slowly the till answers.
    await open({ HUB_ANSWER_DEADLINE_SECONDS: '60', HUB_DISPATCH_LEASE_SECONDS: '120' });
    const orderNo = await shopOrder();
    const [placed] = await facts.settled(1);
    expect(placed).toMatchObject({ kind: 'place', state: 'done', attempts: 1 });
    const [atTill, ...others] = await facts.tillOrders();
    expect(others).toEqual([]);
    expect(markerOf(atTill!)).toBe(placed!.marker);
    const order = await facts.order(orderNo, ({ legs }) => legs.every((leg) => leg.fulfilment !== null));
    expect(order.legs).toHaveLength(2);
    expect(order.saleFen).toBe(atTill!.totalFen);
    await moveTill(atTill!.orderNo, 2);
    await moveTill(atTill!.orderNo, 4);
    const done = await facts.order(orderNo, ({ legs }) =>
      legs.some((leg) => leg.accountId === chain.tillAccount && leg.fulfilment?.state === 'completed'),
    );
    expect(done.saleFen).toBe(order.saleFen);
  });

  it(`${String(TIMEOUTS)} answers lost after the till accepted: no order twice, none missing`, async () => {
    await open();
    await chain.sandbox.control.post('faults', {
      vendor: 'pospal',
      kind: 'drop_after',
      operation: 'addOnLineOrder',
      times: TIMEOUTS,
    });
    await facts.bulk(TIMEOUTS, { notify: true });
    const dispatches = await facts.settled(TIMEOUTS);
    expect(dispatches.filter(({ state }) => state !== 'done')).toEqual([]);
    const atTill = await facts.tillOrders();
    expect(atTill).toHaveLength(TIMEOUTS);
    expect(new Set(atTill.map(markerOf)).size).toBe(TIMEOUTS);
  });

  it(`${String(PAIRS)} cancels racing with placing: no live order for a cancelled one`, async () => {
    await open();
    const orderNos = await facts.bulk(PAIRS);
    await inParallel(orderNos, 16, (orderNo) =>
      chain.sandbox.control.patch(`shop/orders/${orderNo}`, { fulfilment: 'cancelled' }),
    );
    await untilIdle(chain.sandbox.control);
    await chain.hub.rest.until<{ items: unknown[] }>(
      'deliveries?state=pending&limit=1',
      ({ items }) => items.length === 0,
    );
    await facts.noneLive();
    const stuck = (await facts.dispatches()).filter(({ state }) => !['done', 'withdrawn'].includes(state));
    expect(stuck).toEqual([]);
    const orders = await chain.hub.rest.all<{ fulfilment: string; saleFen: number | null }>('orders');
    expect(orders).toHaveLength(PAIRS);
    expect(orders.every(({ fulfilment, saleFen }) => fulfilment === 'cancelled' && saleFen === null)).toBe(
      true,
    );
  });

  it('64-bit product ids arrive at the till with all their digits, and come back so', async () => {
    await open();
    const item = { itemName: '鲜肉小笼包', itemSpec: '一笼八只', quantity: '2', unitPrice: '18.80' };
    await shopOrder({ items: [item], discountFen: 0, freightFen: 0, packagingFen: 0 });
    await facts.settled(1);
    const [atTill] = await facts.tillOrders();
    const text = await fetch(`${chain.sandbox.url}/control/pospal/orders/${atTill!.orderNo}`).then((one) =>
      one.text(),
    );
    expect(text).toContain('"productUid":9223372036854775807');
    const products = await fetch(`${chain.hub.url}/api/v1/accounts/${chain.tillAccount}/products?limit=200`, {
      headers: { authorization: 'Bearer an-admin-key-for-tests-alone-of-no-worth' },
    }).then((answer) => answer.text());
    expect(products).toContain('"9223372036854775807"');
  });

  it('a till order that no storefront explains counts in its hour; a counter ticket is shown as not read', async () => {
    await open();
    const { orderNo } = await chain.sandbox.control.post<{ orderNo: string }>('pospal/orders', TILL_ORDER);
    const order = await facts.order(orderNo, ({ saleFen }) => saleFen !== null);
    expect(order.saleFen).toBe(3_000);
    await chain.sandbox.control.post('pospal/tickets', { appId: TILL.appId });
    await chain.hub.rest.until<{ items: unknown[] }>(
      'deliveries?state=not_read',
      ({ items }) => items.length === 1,
    );
  });
});

const TILL_ORDER = { appId: TILL.appId, totalAmount: '30.00' };

async function inParallel<T>(
  items: readonly T[],
  at: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: at }, worker));
}
