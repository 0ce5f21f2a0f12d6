import { lastHour } from '../support/chain.js';
import { SHOPS, SOURCE } from '../support/source-accounts.js';
import { AKEY, JSON_KEY, type SourceChain, startSourceChain, XML_KEY } from '../support/source-chain.js';
import {
  type Coverage,
  minutesAgo,
  type Order,
  OVOPARK_LIVE_MINUTES,
  type SalesHour,
  SourceFacts,
  SUNING_LIVE_MINUTES,
  type Verdicts,
} from '../support/source-facts.js';
import { SHOP_ID } from '../support/web-shop.js';

interface SuningOrder {
  readonly orderId: string;
  readonly jobs: readonly { readonly jobType: string; readonly jobId: string; readonly jobStatus: string }[];
}

const DAY_MS = 86_400_000;

describe('vendors that are asked, by windows', () => {
  let chain: SourceChain;
  let facts: SourceFacts;
  // Each test that counts sales has an hour of its own, going back from the last whole one.
  let hour = lastHour();

  beforeAll(async () => {
    chain = await startSourceChain();
    facts = new SourceFacts(chain);
  });
  afterAll(() => chain.close());
  beforeEach(() => {
    hour = { from: new Date(hour.from.getTime() - 3_600_000), to: hour.from };
  });

  const suningOrder = (wish: object) =>
    chain.sandbox.control.post<SuningOrder>('suning/orders', {
      ...{ appKey: JSON_KEY, orderSource: SOURCE, changedAt: minutesAgo(SUNING_LIVE_MINUTES) },
      ...wish,
    });
  const paidAt = () => new Date(hour.from.getTime() + 600_000).toISOString();
  const shopOrder = async (wish: object) => {
    const order = { shopId: SHOP_ID, storeCode: 'A-1', paidAt: paidAt(), ...wish };
    return (await chain.sandbox.control.post<{ orderNo: string }>('shop/orders', order)).orderNo;
  };
  const ticket = (wish: object) =>
    chain.sandbox.control.post<{ ticketId: string }>('ovopark/tickets', { akey: AKEY, ...wish });

  describe.each([
    ['JSON', JSON_KEY, () => chain.jsonAccount],
    ['XML', XML_KEY, () => chain.xmlAccount],
  ])('Suning, spoken to in %s', (_format, appKey, account) => {
    it('shows its orders as legs, with their jobs, and brings their status up to date', async () => {
      const { orderId, jobs } = await suningOrder({ appKey });
      const order = await facts.order(orderId);
      expect(order).toMatchObject({ totalFen: null, saleFen: null });
      expect(legAt(order, account())).toMatchObject({
        ...{ connector: 'suning', vendorNo: `${SOURCE}:${orderId}` },
        fulfilment: { state: 'created', raw: '01' },
      });
      const detail = await facts.detail(order.id);
      expect(jobs).toHaveLength(2);
      expect(legAt(detail, account())?.origin).toMatchObject(Object.fromEntries(jobs.map(toOrigin)));
      const change = { orderStatus: '02', changedAt: minutesAgo(SUNING_LIVE_MINUTES) };
      await chain.sandbox.control.patch(`suning/orders/${orderId}?appKey=${appKey}`, change);
      const done = await facts.order(orderId, ({ status }) => status === 'completed');
      expect(legAt(done, account())?.fulfilment).toMatchObject({ state: 'completed', raw: '02' });
    });

    it('is read once more for a stretch of the past, page by page', async () => {
      const from = new Date(Date.now() - 3 * DAY_MS);
      const stretch = { from, to: new Date(from.getTime() + DAY_MS) };
      const { orderIds } = await chain.sandbox.control.post<{ orderIds: string[] }>('suning/orders/bulk', {
        ...{ appKey, orderSource: SOURCE, count: 120, ...stretch },
      });
      const windows = await facts.backfill(account(), stretch);
      expect(windows.reduce((sum, { orders }) => sum + orders, 0)).toBe(120);
      const orders = await chain.hub.rest.all<{ legs: { numbers: string[] }[] }>(
        `orders?accountId=${account()}`,
      );
      const known = new Set(orders.flatMap(({ legs }) => legs.flatMap(({ numbers }) => numbers)));
      expect(orderIds.filter((orderId) => !known.has(orderId))).toEqual([]);
    });
  });

  it.each([
    ['Suning in JSON', () => chain.jsonAccount, [SOURCE]],
    ['Suning in XML', () => chain.xmlAccount, [SOURCE]],
    ['Ovopark', () => chain.ovoparkAccount, ['D000002', 'depId:9801']],
  ])('%s: what passes is covered by closed windows, without a gap', async (_vendor, account, streams) => {
    const first = await facts.wholeCoverage(account(), streams);
    const hasPassed = ({ stream, completeTo }: Coverage): boolean =>
      first.every((before) => before.stream !== stream || completeTo > before.completeTo);
    const later = await facts.wholeCoverage(account(), streams, hasPassed);
    const windows = await facts.windows(`accountId=${account()}&state=closed`);
    for (const { stream, startsAt, completeTo } of later) {
      const own = windows.filter((window) => window.stream === stream && window.backfillId === null);
      expect(hasNoHole(own, startsAt, completeTo)).toBe(true);
    }
    expect(later.map(({ startsAt }) => startsAt)).toEqual(first.map(({ startsAt }) => startsAt));
  });

  it('Suning joins the order whose number it names, whichever of both comes first, and the sale counts once', async () => {
    const early = await shopOrder({});
    await facts.order(early);
    await suningOrder({ orderId: early });
    const { orderId: late } = await suningOrder({});
    expect(await facts.order(late)).toMatchObject({ totalFen: null, saleFen: null, storeId: null });
    await shopOrder({ orderNo: late });
    const isWhole = (order: Order): boolean =>
      legAt(order, chain.jsonAccount) !== undefined && order.totalFen !== null;
    const orders = [await facts.order(early, isWhole), await facts.order(late, isWhole)];
    for (const order of orders) {
      expect(order.legs).toHaveLength(2);
      const { totalFen, saleFen } = legAt(order, chain.shopAccount)!.amounts!;
      expect(order).toMatchObject({ storeId: chain.store, totalFen, saleFen });
    }
    const sold = orders.reduce((sum, { saleFen }) => sum + saleFen!, 0);
    expect(await facts.hour(chain.store, hour)).toMatchObject({ orders: 2, totalFen: sold });
    const { totalFen } = await chain.sandbox.control.get<SalesHour>(
      `sales?vendor=shop&store=A-1&from=${hour.from.toISOString()}&to=${hour.to.toISOString()}`,
    );
    expect(sold).toBe(totalFen);
  });

  it('a number of Suning’s that nobody has claimed joins nothing', async () => {
    const orderNo = await shopOrder({});
    await suningOrder({ appKey: XML_KEY, orderId: orderNo });
    const orders = await facts.orders(orderNo, (all) => all.length === 2);
    expect(orders.map(({ legs }) => legs.length)).toEqual([1, 1]);
  });

  it('Ovopark’s tickets are legs that never sell: the hour that they are of stays as it was', async () => {
    const { ovoparkAccount, quietStore } = chain;
    const sale = () =>
      shopOrder({ storeCode: 'B-1' }).then((orderNo) => facts.order(orderNo, (one) => one.saleFen !== null));
    const first = await sale();
    const before = await facts.hour(quietStore, hour);
    expect(before).toMatchObject({ orders: 1, totalFen: first.saleFen });
    const past = await ticket({ shopId: SHOPS[1].shopId, ticketTime: paidAt(), total: '88.80' });
    const now = await ticket({ shopId: SHOPS[1].shopId, ticketTime: minutesAgo(OVOPARK_LIVE_MINUTES) });
    await facts.backfill(ovoparkAccount, hour);
    for (const [{ ticketId }, totalFen] of [
      [past, 8_880],
      [now, 2_500],
    ] as const) {
      expect(await facts.order(ticketId)).toMatchObject({
        ...{ storeId: quietStore, totalFen, saleFen: null },
        legs: [
          { accountId: ovoparkAccount, vendorNo: `${SHOPS[1].shopId}:${ticketId}`, storeId: quietStore },
        ],
      });
    }
    // The next sale is taken in after the tickets were: the hour differs by it alone.
    const second = await sale();
    const after = await facts.hour(quietStore, hour);
    expect(after).toMatchObject({ orders: 2, totalFen: before.totalFen + second.saleFen! });
  });

  it('Ovopark is logged in to once, however many calls follow', async () => {
    const { counts } = await chain.sandbox.control.until<Verdicts<Record<string, Record<string, number>>>>(
      'ovopark/calls?limit=1',
      ({ counts: all }) => (all['open.ovopark.pos.searchPos']?.['POS_NOT_EXIST'] ?? 0) > 4,
    );
    expect(counts['open.shopweb.security.mobileLogin']).toEqual({ SUCCESS: 1 });
    const accepted = ['SUCCESS', 'POS_NOT_EXIST'];
    const verdicts = Object.keys(counts['open.ovopark.pos.searchPos']!);
    expect(verdicts.filter((verdict) => !accepted.includes(verdict))).toEqual([]);
  });
});

const toOrigin = ({ jobType, jobId, jobStatus }: SuningOrder['jobs'][number]) => [
  `job.${jobType}.${jobId}`,
  jobStatus,
];

const legAt = ({ legs }: Order, account: string) => legs.find(({ accountId }) => accountId === account);

/** Whether the stretches together reach from one instant to the other. */
function hasNoHole(stretches: readonly { from: string; to: string }[], from: string, to: string): boolean {
  const sorted = stretches.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const reached = sorted.reduce((end, one) => (one.from <= end && one.to > end ? one.to : end), from);
  return reached >= to;
}
