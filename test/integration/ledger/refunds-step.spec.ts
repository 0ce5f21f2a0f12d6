import type { OrderObservation } from '#domain/order-observation.js';
import type { PaymentState } from '#domain/order-status.js';
import { RefoldQuery } from '#ledger/refold/refold.query.js';
import { Refolding } from '#ledger/refold/refolding.js';
import { RefundsStep } from '#ledger/refold/refunds-step.js';
import { defineTask } from '#jobs/task.js';
import { aRecording, PAID_AT, PLACED_AT } from '../../factories/observations.js';
import {
  addAccount,
  addStore,
  CONSUMER,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';
import { unpost } from '../../support/unposted.js';

const OWN_CODES = { storeIds: 'own' as const };
const COMMANDS = { name: 'dispatch', task: defineTask('test.commands'), ofMoves: 'news' as const };
const never = new AbortController().signal;

describe('orders that a refund had taken out of their hours', () => {
  let open: OpenLedger;
  let account: string;

  beforeEach(async () => {
    open = await openLedger([CONSUMER, COMMANDS]);
    account = await addAccount(open.database);
    await addStore(open.database, 'SH-01');
  });
  afterEach(() => open.close());

  const payment = (state: PaymentState, paidAt: Date | null = PAID_AT) => ({
    payment: { state, raw: state, paidAt, method: null },
  });
  const refunds = (...listed: [string, bigint][]) => ({
    afterSale: {
      ...{ state: 'refunded' as const, raw: null },
      refunds: listed.map(([id, amountFen]) => ({ id, amountFen, refundedAt: null })),
    },
  });
  const cancelled = { fulfilment: { state: 'cancelled' as const, raw: null, completedAt: null } };

  /** Recorded, and its order as a hub of the version before would have left it. */
  async function recordedBefore(change: Partial<OrderObservation>, order: object): Promise<string> {
    const vendorNo = newId();
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo, ...change }, OWN_CODES)]);
    await open.database.prisma.order.update({ where: { id: recorded!.orderId }, data: order });
    await unpost(open.database, recorded!.orderId);
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    return recorded!.orderId;
  }
  const soldNothing = {
    ...{ saleAt: null, saleFen: null, saleItems: null, saleLines: null },
    afterSale: 'none',
  };

  async function refolded(kind = 'refunds') {
    const id = newId();
    await open.database.prisma.refold.create({
      data: { id, kind, createdAt: new Date(Date.now() - 60_000) },
    });
    const steps = new Map([[kind, new RefundsStep(open.ledger, open.clock)]]);
    await new Refolding(open.database, open.clock, steps, (event) => open.events.push(event)).run(never);
    return (await new RefoldQuery(open.database).get(id))!;
  }
  const changes = () =>
    open.database.prisma.orderChange.findMany({
      select: { orderId: true, consumer: true, sincePosting: true },
    });

  it.each<[string, Partial<OrderObservation>, Date]>([
    ['at its pay time', payment('refunded'), PAID_AT],
    ['at its placing where no pay time is known', payment('refunded', null), PLACED_AT],
    ['with its refunds listed too', { ...payment('refunded'), ...refunds(['r1', 1_800n]) }, PAID_AT],
  ])('count in them again, %s; reporting is told, and no command follows', async (_words, said, saleAt) => {
    const id = await recordedBefore(said, soldNothing);
    const leg = await open.database.prisma.leg.findFirstOrThrow({ where: { orderId: id } });
    expect(await refolded()).toMatchObject({ state: 'done', ordersChanged: 1, legsLeft: 0 });
    expect(await open.orders.get(id)).toMatchObject({ saleAt, saleFen: 1_800n, afterSale: 'refunded' });
    expect(await open.database.prisma.leg.findFirst({ where: { orderId: id } })).toEqual(leg);
    expect(await changes()).toEqual([{ orderId: id, consumer: CONSUMER.name, sincePosting: 0 }]);
  });

  it('stay out where they were cancelled, or never sold', async () => {
    const off = await recordedBefore(
      { ...payment('refunded'), ...cancelled },
      { ...soldNothing, afterSale: 'refunded' },
    );
    const unpaid = await recordedBefore(payment('unpaid'), {});
    expect(await refolded()).toMatchObject({ ordersChanged: 0, legsLooked: 2 });
    for (const id of [off, unpaid]) expect(await open.orders.get(id)).toMatchObject({ saleAt: null });
    expect(await changes()).toEqual([]);
  });

  it('and others show the same state, whichever way the refund was told; one refund id counts once', async () => {
    const whole = await recordedBefore(refunds(['r1', 1_800n]), { payment: 'paid', status: 'created' });
    const half = await recordedBefore(refunds(['r1', 900n], ['r1', 900n]), {
      status: 'refunded',
      afterSale: 'refunded',
    });
    await refolded();
    expect(await open.orders.get(whole)).toMatchObject({
      status: 'refunded',
      payment: 'refunded',
      saleFen: 1_800n,
    });
    expect(await open.orders.get(half)).toMatchObject({
      payment: 'paid',
      afterSale: 'partly_refunded',
      saleFen: 1_800n,
    });
  });

  it('whose time lay ahead count when they were first seen', async () => {
    const paidAt = new Date(Date.now() + 3 * 24 * 3_600_000);
    const id = await recordedBefore(payment('paid', paidAt), { saleAt: paidAt });
    await refolded();
    const { createdAt } = await open.database.prisma.leg.findFirstOrThrow({ where: { orderId: id } });
    expect(await open.orders.get(id)).toMatchObject({ saleAt: createdAt, flags: ['paid_in_future'] });
    expect(await changes()).toMatchObject([{ orderId: id, sincePosting: 0 }]);
  });

  it('are looked through in slices, and once more makes no difference', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 7; at += 1) ids.push(await recordedBefore(payment('refunded'), soldNothing));
    expect(await refolded()).toMatchObject({ ordersChanged: 7 });
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    expect(await refolded()).toMatchObject({ ordersChanged: 0 });
    expect(await changes()).toEqual([]);
    for (const id of ids) expect((await open.orders.get(id))?.saleFen).toBe(1_800n);
  });
});
