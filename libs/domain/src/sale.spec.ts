import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';
import { foldOrder, type OrderLeg } from './order.js';
import { legFlags, saleOf } from './sale.js';

const PAID_AT = new Date('2026-11-21T04:00:00Z');
const PLACED_AT = new Date('2026-11-21T03:50:00Z');
const line = (quantity: string, unit: string | null = null) => ({
  itemName: '苹果',
  itemSpec: null,
  unit,
  quantity,
  unitPrice: null,
  amountFen: null,
});

function leg(change: Partial<OrderObservation> = {}): FoldedLeg {
  const observation: OrderObservation = {
    vendorNo: 'A-1',
    asOf: PAID_AT,
    precedence: 0,
    placement: { vendorStoreId: '7', placedAt: PLACED_AT, numbers: [], origin: {} },
    payment: { state: 'paid', raw: '1', paidAt: PAID_AT, method: null },
    fulfilment: { state: 'unknown', raw: '70', completedAt: null },
    amounts: {
      saleFen: 1_250n,
      totalFen: 1_300n,
      paidFen: 1_250n,
      discountFen: 50n,
      freightFen: null,
      packagingFen: null,
      flags: [],
    },
    lines: [line('2'), line('0.35')],
    ...change,
  };
  return fold(
    {},
    toStatement(observation, () => ''),
  ).leg;
}

describe('saleOf', () => {
  it('counts a paid order at its pay time, whatever else is unknown', () => {
    expect(saleOf(leg())).toEqual({ saleAt: PAID_AT, saleFen: 1_250n, items: 3, lines: 2 });
  });

  it.each(['unpaid', 'refunded', 'unknown'] as const)('does not count an order that is %s', (state) => {
    expect(saleOf(leg({ payment: { state, raw: null, paidAt: PAID_AT, method: null } }))).toBeNull();
  });

  it('does not count a cancelled order', () => {
    expect(saleOf(leg({ fulfilment: { state: 'cancelled', raw: '8', completedAt: null } }))).toBeNull();
  });

  it('goes by the placing when the vendor gives no pay time, and says so', () => {
    const withoutPayTime = leg({ payment: { state: 'paid', raw: '1', paidAt: null, method: null } });
    expect(saleOf(withoutPayTime)?.saleAt).toEqual(PLACED_AT);
    expect(legFlags(withoutPayTime)).toEqual(['paid_without_pay_time']);
  });

  it('shows a paid order that has no amount instead of counting nothing silently', () => {
    const { amounts } = leg();
    const broken = leg({
      amounts: { ...amounts!.value, saleFen: null, flags: ['not_whole_fen:actualAmount'] },
    });
    expect(saleOf(broken)).toBeNull();
    expect(legFlags(broken)).toEqual(['not_whole_fen:actualAmount', 'paid_without_amount']);
  });
});

describe('foldOrder', () => {
  const orderLeg = (change: Partial<OrderLeg>): OrderLeg => ({
    id: 'b',
    sellRank: 0,
    storeId: 's1',
    folded: leg(),
    ...change,
  });
  const till = orderLeg({
    id: 'a',
    sellRank: 1,
    storeId: 's2',
    folded: leg({ amounts: { ...leg().amounts!.value, saleFen: 999n } }),
  });
  const watched = orderLeg({ id: '0', sellRank: null });

  it('sells once, from the storefront leg, whatever the order of the legs', () => {
    for (const legs of [
      [orderLeg({}), till, watched],
      [watched, till, orderLeg({})],
    ]) {
      expect(foldOrder(legs)).toMatchObject({ storeId: 's1', status: 'paid', sale: { saleFen: 1_250n } });
    }
  });

  it('sells from the till where there is no storefront leg', () => {
    expect(foldOrder([watched, till])).toMatchObject({ storeId: 's2', sale: { saleFen: 999n } });
  });

  it('never sells from a leg that only watches or ships', () => {
    expect(foldOrder([watched]).sale).toBeNull();
  });

  it('is cancelled as soon as its leading leg is', () => {
    const cancelled = orderLeg({
      folded: leg({ fulfilment: { state: 'cancelled', raw: null, completedAt: null } }),
    });
    expect(foldOrder([cancelled, till])).toMatchObject({ status: 'cancelled', sale: null });
  });
});
