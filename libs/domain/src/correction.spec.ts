import type { Correction } from './correction.js';
import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';
import { foldOrder } from './order.js';

const AT = new Date('2026-11-21T04:00:00Z');
const HOUR_MS = 3_600_000;
const later = (hours: number): Date => new Date(AT.getTime() + hours * HOUR_MS);
const amountsOf = (fen: bigint | null) => ({
  ...{ saleFen: fen, totalFen: fen, paidFen: fen, discountFen: 0n, freightFen: null, packagingFen: null },
  flags: [],
});

function say(leg: FoldedLeg, change: Partial<OrderObservation>): FoldedLeg {
  const observation: OrderObservation = { vendorNo: 'A-1', asOf: AT, precedence: 0, ...change };
  return fold(
    leg,
    toStatement(observation, () => ''),
  ).leg;
}

const TOLD = say(
  {},
  {
    placement: { vendorStoreId: '7', placedAt: AT, numbers: [], origin: {} },
    payment: { state: 'paid', raw: null, paidAt: AT, method: null },
    fulfilment: { state: 'accepted', raw: null, completedAt: null },
    amounts: amountsOf(2_500n),
  },
);

let nextId = 1;
const NOTHING = { saleFen: null, totalFen: null, paidFen: null, paidAt: null };
function stated(leg: FoldedLeg, change: Partial<Correction>): Correction {
  const isOfAmounts = [change.saleFen, change.totalFen, change.paidFen].some((one) => one != null);
  return {
    ...NOTHING,
    id: String(nextId++),
    statedAt: later(2),
    amountsDigest: isOfAmounts ? (leg.amounts?.digest ?? '') : null,
    paymentDigest: change.paidAt == null ? null : (leg.payment?.digest ?? ''),
    ...change,
  };
}

const orderOf = (folded: FoldedLeg, corrections: readonly Correction[]) =>
  foldOrder([{ id: 'a', sellRank: 0, storeId: 's1', createdAt: AT, folded, corrections }]);

describe('a correction', () => {
  it.each([0n, 1n, 99_999n])('of the sale counts %d fen and leaves the leg as it is', (saleFen) => {
    const order = orderOf(TOLD, [stated(TOLD, { saleFen })]);
    expect(order).toMatchObject({ sale: { saleAt: AT, saleFen }, totalFen: 2_500n, flags: [] });
    expect(TOLD.amounts?.value.saleFen).toBe(2_500n);
  });

  it('of the total, of what was paid and of the pay time counts beside it', () => {
    const paidAt = later(-3);
    const corrections = [
      stated(TOLD, { totalFen: 3_000n }),
      stated(TOLD, { paidAt }),
      stated(TOLD, { saleFen: 7n }),
    ];
    expect(orderOf(TOLD, corrections)).toMatchObject({
      totalFen: 3_000n,
      sale: { saleAt: paidAt, saleFen: 7n },
    });
  });

  it('counts where the vendor has named no amount at all', () => {
    const { amounts: _amounts, ...silent } = TOLD;
    const order = orderOf(silent, [stated(silent, { saleFen: 800n })]);
    expect(order).toMatchObject({ sale: { saleFen: 800n }, flags: [] });
    const nameless = say(silent, { amounts: amountsOf(null) });
    expect(orderOf(nameless, []).flags).toEqual(['paid_without_amount']);
    expect(orderOf(nameless, [stated(nameless, { saleFen: 800n })])).toMatchObject({
      sale: { saleFen: 800n },
      flags: [],
    });
  });

  it('of a pay time is known when a person states it, whatever was known before', () => {
    const ahead = say(TOLD, {
      asOf: later(1),
      payment: { state: 'paid', raw: null, paidAt: later(900), method: null },
    });
    expect(orderOf(ahead, []).flags).toEqual(['paid_in_future']);
    const paidAt = later(1.5);
    expect(orderOf(ahead, [stated(ahead, { paidAt })])).toMatchObject({
      sale: { saleAt: paidAt },
      flags: [],
    });
  });

  it('makes nothing sell that is not paid, or is cancelled', () => {
    const unpaid = say(TOLD, {
      asOf: later(1),
      payment: { state: 'unpaid', raw: null, paidAt: null, method: null },
    });
    const off = say(TOLD, {
      asOf: later(1),
      fulfilment: { state: 'cancelled', raw: null, completedAt: null },
    });
    for (const leg of [unpaid, off])
      expect(orderOf(leg, [stated(leg, { saleFen: 1n, paidAt: later(1) })]).sale).toBeNull();
  });

  it('is what refunds are compared with, where the vendor has one amount for the sale and the payment', () => {
    const refunds = [{ id: 'r1', amountFen: 2_500n, refundedAt: null }];
    const refunded = say(TOLD, { afterSale: { state: 'refunded', raw: null, refunds } });
    expect(orderOf(refunded, [stated(refunded, { saleFen: 2_000n })]).flags).toEqual(['refund_exceeds_paid']);
    expect(orderOf(refunded, [stated(refunded, { saleFen: 3_000n })])).toMatchObject({
      ...{ payment: 'paid', afterSale: 'partly_refunded', flags: [] },
    });
  });

  it('no longer counts once the vendor states another value, and says so', () => {
    const correction = stated(TOLD, { saleFen: 7n });
    const other = say(TOLD, { asOf: later(1), amounts: amountsOf(2_400n) });
    expect(orderOf(other, [correction])).toMatchObject({
      ...{ sale: { saleFen: 2_400n }, flags: ['correction_lapsed:saleFen'] },
    });
    const back = say(other, { asOf: later(2), amounts: amountsOf(2_500n) });
    expect(orderOf(back, [correction])).toMatchObject({ sale: { saleFen: 7n }, flags: [] });
  });

  it('goes on counting when the vendor says the same again, or something else of other groups', () => {
    const again = say(TOLD, { asOf: later(1), amounts: amountsOf(2_500n) });
    const shipped = say(again, {
      asOf: later(2),
      fulfilment: { state: 'shipped', raw: null, completedAt: null },
    });
    for (const leg of [again, shipped])
      expect(orderOf(leg, [stated(TOLD, { saleFen: 7n })])).toMatchObject({
        sale: { saleFen: 7n },
        flags: [],
      });
  });

  it('gives way to a later one, of which the field is its own', () => {
    const first = stated(TOLD, { saleFen: 7n, totalFen: 9n });
    const second = stated(TOLD, { saleFen: 8n });
    expect(orderOf(TOLD, [first, second])).toMatchObject({ sale: { saleFen: 8n }, totalFen: 9n, flags: [] });
    const other = say(TOLD, { asOf: later(1), amounts: amountsOf(2_400n) });
    expect(orderOf(other, [first, stated(other, { saleFen: 8n })])).toMatchObject({
      ...{ sale: { saleFen: 8n }, totalFen: 2_400n, flags: ['correction_lapsed:totalFen'] },
    });
  });
});
