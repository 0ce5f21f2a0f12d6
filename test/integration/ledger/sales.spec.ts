import type { OrderObservation } from '#domain/order-observation.js';
import type { PaymentState } from '#domain/order-status.js';
import { aRecording, PAID_AT, PLACED_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addStore,
  CONSUMER,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';

const OWN_CODES = { storeIds: 'own' as const };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What an order sells, and when, as the ledger keeps it. */
describe('a recorded sale', () => {
  let open: OpenLedger;
  let account: string;
  let vendorNo: string;

  beforeAll(async () => {
    open = await openLedger();
    account = await addAccount(open.database);
    await addStore(open.database, 'SH-01');
  });
  afterAll(() => open.close());
  beforeEach(() => {
    vendorNo = newId();
  });

  async function tell(change: Partial<OrderObservation>) {
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo, ...change }, OWN_CODES)]);
    return (await open.orders.get(recorded!.orderId))!;
  }

  const payment = (state: PaymentState, paidAt: Date | null = PAID_AT) => ({
    payment: { state, raw: state, paidAt, method: null },
  });
  const refunds = (...fen: bigint[]) => ({
    state: 'refunded' as const,
    raw: null,
    refunds: fen.map((amountFen, at) => ({ id: `r${String(at)}`, amountFen, refundedAt: null })),
  });
  const later = (ms: number): Date => new Date(PAID_AT.getTime() + ms);
  const fromNow = (ms: number): Date => new Date(open.clock.now().getTime() + ms);

  it.each<[string, Partial<OrderObservation>]>([
    ['refunds', { afterSale: refunds(1_800n) }],
    ['several refunds', { afterSale: refunds(800n, 1_000n) }],
    ['its payment', payment('refunded')],
    ['both', { ...payment('refunded'), afterSale: refunds(1_800n) }],
  ])(
    'stays in its hour when all of it went back, told by %s, until the order is cancelled',
    async (_words, told) => {
      await tell({});
      const refunded = await tell({ asOf: later(HOUR_MS), ...told });
      expect(refunded).toMatchObject({
        ...{ status: 'refunded', payment: 'refunded', afterSale: 'refunded', flags: [] },
        ...{ saleAt: PAID_AT, saleFen: 1_800n },
      });
      const fulfilment = { state: 'cancelled' as const, raw: null, completedAt: null };
      const cancelled = await tell({ asOf: later(2 * HOUR_MS), ...told, fulfilment });
      expect(cancelled).toMatchObject({ status: 'cancelled', saleAt: null, saleFen: null });
    },
  );

  it('of a refunded order without a pay time counts when it was placed', async () => {
    expect(await tell(payment('refunded', null))).toMatchObject({
      ...{ saleAt: PLACED_AT, saleFen: 1_800n, flags: ['paid_without_pay_time'] },
    });
  });

  it('stays what it was, and is shown, when more went back than was paid', async () => {
    const order = await tell({ afterSale: refunds(1_800n, 1n), amounts: someAmounts(1_800n) });
    expect(order).toMatchObject({ saleFen: 1_800n, flags: ['refund_exceeds_paid'] });
  });

  it.each([11 * MINUTE_MS, 2 * 24 * HOUR_MS, 400 * 24 * HOUR_MS])(
    'whose pay time lies %d ms ahead counts when the order was first seen; the vendor’s time is kept',
    async (ms) => {
      const paidAt = fromNow(ms);
      const order = await tell({ ...payment('paid', paidAt), asOf: fromNow(0) });
      const { createdAt } = await open.database.prisma.leg.findUniqueOrThrow({
        where: { id: order.legs[0]!.id },
      });
      expect(order).toMatchObject({ saleAt: createdAt, flags: ['paid_in_future'] });
      expect(order.legs[0]?.groups.payment?.value.paidAt).toEqual(paidAt);
    },
  );

  it('of an order that was paid long after it was first seen counts when it was paid', async () => {
    const { legs } = await tell(payment('unpaid', null));
    const seen = { id: legs[0]!.id, createdAt: fromNow(-3 * HOUR_MS) };
    await open.database.prisma.leg.update({ where: { id: seen.id }, data: seen });
    const paidAt = fromNow(-HOUR_MS);
    expect(await tell({ ...payment('paid', paidAt), asOf: fromNow(0) })).toMatchObject({
      ...{ saleAt: paidAt, flags: [] },
    });
  });

  it('goes to the hour of its pay time once the vendor still states it after that time, and says so', async () => {
    const [said, paidAt] = [fromNow(-5 * HOUR_MS), fromNow(-2 * HOUR_MS)];
    const first = await tell({ ...payment('paid', paidAt), asOf: said });
    await open.database.prisma.leg.update({ where: { id: first.legs[0]!.id }, data: { createdAt: said } });
    const accepted = { fulfilment: { state: 'accepted' as const, raw: null, completedAt: null } };
    const before = await tell({
      ...payment('paid', paidAt),
      asOf: new Date(said.getTime() + 1),
      ...accepted,
    });
    expect(before).toMatchObject({ saleAt: said, flags: ['paid_in_future'] });
    await open.database.prisma.orderChange.deleteMany({});
    const again = await tell({ ...payment('paid', paidAt), asOf: fromNow(-HOUR_MS), ...accepted });
    expect(again).toMatchObject({ saleAt: paidAt, flags: [] });
    expect(await open.database.prisma.orderChange.findMany({ where: { orderId: again.id } })).toMatchObject([
      { consumer: CONSUMER.name, sincePosting: 3 },
    ]);
  });

  it.each<[string, Partial<OrderObservation>, string]>([
    ['an amount that 64 bits just hold', { amounts: someAmounts(2n ** 63n - 1n) }, 'saleFen'],
    ['an amount that they do not', { amounts: someAmounts(10n ** 30n) }, 'totalFen'],
    ['one below them', { amounts: { ...someAmounts(1_800n), discountFen: -(10n ** 19n) } }, 'discountFen'],
    ['such a line', { lines: [aLine('1'), { ...aLine('1'), amountFen: 10n ** 20n }] }, 'lines.1.amountFen'],
  ])('is not made of what no order has: %s', async (_what, told, field) => {
    const order = await tell(told);
    expect(order.flags).toContain(`not_an_amount:${field}`);
    expect(order.saleFen).toBe(
      told.amounts?.saleFen === 1_800n || told.amounts === undefined ? 1_800n : null,
    );
  });

  it('counts no more pieces than an order has', async () => {
    const order = await tell({ lines: Array.from({ length: 25_000 }, () => aLine('100000')) });
    const row = await open.database.prisma.order.findUniqueOrThrow({ where: { id: order.id } });
    expect(row).toMatchObject({ saleItems: 25_000, saleLines: 25_000 });
  });
});

function aLine(quantity: string) {
  return { itemName: '拿铁', itemSpec: null, unit: null, quantity, unitPrice: null, amountFen: null };
}
