import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';
import type { PaymentState } from './order-status.js';
import { foldOrder, type OrderLeg } from './order.js';
import { legFlags, saleOf } from './sale.js';
import type { KnownLeg } from './sale-time.js';

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

const known = (change: Partial<OrderObservation> = {}, createdAt = PAID_AT): KnownLeg => ({
  folded: leg(change),
  createdAt,
});
const payment = (state: PaymentState, paidAt: Date | null = PAID_AT) => ({
  payment: { state, raw: null, paidAt, method: null },
});
const after = (minutes: number): Date => new Date(PAID_AT.getTime() + minutes * 60_000);

describe('saleOf', () => {
  it('counts a paid order at its pay time, whatever else is unknown', () => {
    expect(saleOf(known())).toEqual({ saleAt: PAID_AT, saleFen: 1_250n, items: 3, lines: 2 });
  });

  it('leaves a sale whose payment went back in the hour in which it was sold', () => {
    expect(saleOf(known(payment('refunded')))).toEqual(saleOf(known()));
  });

  it.each(['unpaid', 'unknown'] as const)('does not count an order that is %s', (state) => {
    expect(saleOf(known(payment(state)))).toBeNull();
  });

  it.each(['paid', 'refunded'] as const)('does not count a cancelled order that is %s', (state) => {
    const fulfilment = { state: 'cancelled', raw: '8', completedAt: null } as const;
    expect(saleOf(known({ ...payment(state), fulfilment }))).toBeNull();
    expect(legFlags(known({ ...payment(state, null), fulfilment }))).toEqual([]);
  });

  it.each(['paid', 'refunded'] as const)(
    'goes by the placing when %s without a pay time, and says so',
    (state) => {
      const withoutPayTime = known(payment(state, null));
      expect(saleOf(withoutPayTime)?.saleAt).toEqual(PLACED_AT);
      expect(legFlags(withoutPayTime)).toEqual(['paid_without_pay_time']);
    },
  );

  it.each(['paid', 'refunded'] as const)('shows an order that is %s and has no time at all', (state) => {
    const placement = { vendorStoreId: '7', placedAt: null, numbers: [], origin: {} };
    const timeless = known({ ...payment(state, null), placement });
    expect(saleOf(timeless)).toBeNull();
    expect(legFlags(timeless)).toEqual(['paid_without_pay_time', 'sale_without_time']);
  });

  it.each(['paid', 'refunded'] as const)('shows an order that is %s without an amount', (state) => {
    const flags = ['not_whole_fen:actualAmount'] as const;
    const broken = known({ ...payment(state), amounts: { ...leg().amounts!.value, saleFen: null, flags } });
    expect(saleOf(broken)).toBeNull();
    expect(legFlags(broken)).toEqual(['not_whole_fen:actualAmount', 'paid_without_amount']);
  });
});

describe('a time of sale that lies ahead', () => {
  it.each([
    ['two days', after(2 * 24 * 60)],
    ['a quarter of an hour', after(15)],
    ['half a century', new Date('2099-12-31T23:59:59Z')],
  ])('by %s counts when the order was first seen, and is shown', (_words, paidAt) => {
    const slip = known(payment('paid', paidAt));
    expect(saleOf(slip)?.saleAt).toEqual(PAID_AT);
    expect(legFlags(slip)).toEqual(['paid_in_future']);
    expect(slip.folded.payment?.value.paidAt).toEqual(paidAt);
  });

  it('by what clocks differ is taken as it is', () => {
    const soon = known(payment('paid', after(10)));
    expect(saleOf(soon)?.saleAt).toEqual(after(10));
    expect(legFlags(soon)).toEqual([]);
  });

  it('is no slip where the order was seen long before it was paid', () => {
    const paidLater = known({ ...payment('paid', after(90)), asOf: after(91) });
    expect(saleOf(paidLater)?.saleAt).toEqual(after(90));
    expect(legFlags(paidLater)).toEqual([]);
  });

  it('is no slip where the order was told of long after it was paid', () => {
    const told = known({ ...payment('paid', after(90)), asOf: after(0) }, after(200));
    expect(saleOf(told)?.saleAt).toEqual(after(90));
  });

  it('of the placing is bounded alike', () => {
    const placement = { vendorStoreId: '7', placedAt: after(700), numbers: [], origin: {} };
    const slip = known({ ...payment('refunded', null), placement });
    expect(saleOf(slip)?.saleAt).toEqual(PAID_AT);
    expect(legFlags(slip)).toEqual(['paid_without_pay_time', 'paid_in_future']);
  });

  it('is nobody’s concern while nothing is paid', () => {
    expect(legFlags(known(payment('unpaid', after(700))))).toEqual([]);
  });
});

describe('an order that was completed before it was placed', () => {
  const completed = (at: Date | null) =>
    legFlags(known({ fulfilment: { state: 'completed', raw: null, completedAt: at } }));

  it.each([1, 60_000, 86_400_000])('by %d ms is shown', (ms) => {
    expect(completed(new Date(PLACED_AT.getTime() - ms))).toEqual(['completed_before_placed']);
  });

  it('is none where it was completed in that instant, later, or nobody says when', () => {
    expect([PLACED_AT, after(30), null].map(completed)).toEqual([[], [], []]);
  });
});

describe('foldOrder', () => {
  const orderLeg = (change: Partial<OrderLeg>): OrderLeg => ({
    id: 'b',
    sellRank: 0,
    storeId: 's1',
    folded: leg(),
    createdAt: PAID_AT,
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

  it.each<[string, Partial<OrderLeg>, string | null, string[]]>([
    ['names a store that nobody knows', {}, 'T-NONE', ['unknown_store:T-NONE']],
    ['only ships, and names one', { sellRank: null }, '门店:7', ['unknown_store:门店:7']],
    ['sells, and names none', { sellRank: 1 }, null, ['no_store']],
    ['only ships, and names none', { sellRank: null }, null, []],
    ['has one', { storeId: 's9' }, 'T-NONE', []],
  ])('flags what belongs to no store: a leg that %s', (_name, change, vendorStoreId, flags) => {
    const { placement } = leg();
    const folded = leg({ placement: { ...placement!.value, vendorStoreId } });
    expect(foldOrder([orderLeg({ storeId: null, folded, ...change })]).flags).toEqual(flags);
    expect(foldOrder([orderLeg({ storeId: null, folded: {} })]).flags).toEqual([]);
  });

  it('is cancelled as soon as its leading leg is', () => {
    const cancelled = orderLeg({
      folded: leg({ fulfilment: { state: 'cancelled', raw: null, completedAt: null } }),
    });
    expect(foldOrder([cancelled, till])).toMatchObject({ status: 'cancelled', sale: null });
  });
});
