import fc from 'fast-check';
import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation, Refund } from './order-observation.js';
import type { AfterSaleState, PaymentState } from './order-status.js';
import { foldOrder } from './order.js';
import { distinctRefunds, isWhollyRefunded, refundedFen, refundState } from './refund.js';

const AT = new Date('2026-11-21T04:00:00Z');
const refund = (id: string, amountFen: bigint): Refund => ({ id, amountFen, refundedAt: null });

interface Told {
  readonly payment?: PaymentState;
  readonly afterSale?: AfterSaleState;
  readonly refunds?: readonly Refund[];
  readonly paidFen?: bigint | null;
}

function leg({ payment = 'paid', afterSale, refunds = [], paidFen = 2_500n }: Told): FoldedLeg {
  const state = afterSale ?? refundState(refundedFen(refunds), paidFen ?? 0n);
  const observation: OrderObservation = {
    vendorNo: 'A-1',
    asOf: AT,
    precedence: 0,
    placement: { vendorStoreId: '7', placedAt: AT, numbers: [], origin: {} },
    payment: { state: payment, raw: null, paidAt: AT, method: null },
    fulfilment: { state: 'accepted', raw: null, completedAt: null },
    afterSale: { state, raw: null, refunds },
    amounts: {
      ...{ saleFen: paidFen, totalFen: paidFen, paidFen, discountFen: 0n },
      ...{ freightFen: null, packagingFen: null, flags: [] },
    },
    lines: [],
  };
  return fold(
    {},
    toStatement(observation, () => ''),
  ).leg;
}

const order = (told: Told) =>
  foldOrder([{ id: 'a', sellRank: 0, storeId: 's1', createdAt: AT, folded: leg(told) }]);

describe('refunds', () => {
  it.each([
    [[], 0n],
    [[refund('r1', 700n), refund('r2', 300n)], 1_000n],
    [[refund('r1', 700n), refund('r1', 700n)], 700n],
    [[refund('r1', 700n), refund('r2', 300n), refund('r1', 700n), refund('r2', 300n)], 1_000n],
    [[refund('r1', 700n), refund('r1', 900n)], 900n],
  ])('%# come to what each of them is, once', (refunds, sum) => {
    expect(refundedFen(refunds)).toBe(sum);
  });

  it('are the same, however often they are repeated', () => {
    const refunds = fc.uniqueArray(fc.tuple(fc.string(), fc.bigInt(0n, 9_999n)), { selector: ([id]) => id });
    fc.assert(
      fc.property(refunds, fc.nat(4), (pairs, times) => {
        const listed = pairs.map(([id, fen]) => refund(id, fen));
        const repeated = Array.from({ length: times + 1 }, () => listed).flat();
        expect(distinctRefunds(repeated)).toEqual(listed);
      }),
    );
  });
});

describe('a whole refund', () => {
  it.each<[string, Told]>([
    ['refunds that come to all', { refunds: [refund('r1', 2_500n)] }],
    ['refunds in parts', { refunds: [refund('r1', 1_000n), refund('r2', 1_500n)] }],
    ['a payment called refunded', { payment: 'refunded' }],
    ['both', { payment: 'refunded', refunds: [refund('r1', 2_500n)] }],
    ['an after-sale state alone', { afterSale: 'refunded' }],
    [
      'a payment called refunded, while the after-sale still runs',
      { payment: 'refunded', afterSale: 'requested' },
    ],
  ])('told by %s is one fact: same sale, same state, same flags', (_words, told) => {
    expect(isWhollyRefunded(leg(told))).toBe(true);
    expect(order(told)).toEqual(order({ refunds: [refund('r1', 2_500n)] }));
    expect(order(told)).toMatchObject({
      ...{ status: 'refunded', payment: 'refunded', afterSale: 'refunded', flags: [] },
      sale: { saleAt: AT, saleFen: 2_500n },
    });
  });

  it.each<[string, Told]>([
    ['a refund that is listed twice', { refunds: [refund('r1', 1_250n), refund('r1', 1_250n)] }],
    [
      'the same, summed up by whoever recorded it',
      {
        afterSale: 'refunded',
        refunds: [refund('r1', 1_250n), refund('r1', 1_250n)],
      },
    ],
    ['refunds of one fen less', { refunds: [refund('r1', 2_000n), refund('r2', 499n)] }],
    ['a request', { afterSale: 'requested' }],
    ['a request that was rejected', { afterSale: 'rejected', refunds: [] }],
  ])('is not %s', (_words, told) => {
    expect(isWhollyRefunded(leg(told))).toBe(false);
    expect(order(told)).toMatchObject({
      status: 'accepted',
      payment: 'paid',
      sale: { saleFen: 2_500n },
      flags: [],
    });
  });

  it('says nothing of what the after-sale is where the vendor’s word is unknown', () => {
    expect(order({ payment: 'refunded', afterSale: 'unknown' })).toMatchObject({
      ...{ afterSale: 'unknown', flags: [], sale: { saleFen: 2_500n } },
    });
  });

  it('makes nobody pay who has not paid', () => {
    const unpaid = order({ payment: 'unpaid', paidFen: 0n, refunds: [refund('r1', 100n)] });
    expect(unpaid).toMatchObject({ payment: 'unpaid', sale: null, flags: ['refund_exceeds_paid'] });
  });

  it.each<[string, Told]>([
    ['listed, of all that is to be paid', { refunds: [refund('r1', 2_500n)] }],
    ['listed, of a part', { refunds: [refund('r1', 1n)] }],
    ['told by the after-sale alone', { afterSale: 'refunded' }],
    ['told by the after-sale alone, of a part', { afterSale: 'partly_refunded' }],
  ])('of what nobody has paid is shown: %s', (_words, told) => {
    expect(order({ payment: 'unpaid', ...told })).toMatchObject({
      sale: null,
      flags: ['refund_exceeds_paid'],
    });
    expect(order({ payment: 'unpaid', afterSale: 'requested' }).flags).toEqual([]);
  });
});

describe('refunds that do not go with what was paid', () => {
  it.each([
    [[refund('r1', 2_501n)], ['refund_exceeds_paid']],
    [[refund('r1', 2_000n), refund('r2', 2_000n)], ['refund_exceeds_paid']],
    [[refund('r1', 2_000n), refund('r1', 2_000n)], []],
    [[refund('r1', 2_500n)], []],
  ])('%# are shown exactly when they are more', (refunds, flags) => {
    expect(order({ refunds }).flags).toEqual(flags);
    expect(order({ refunds }).sale?.saleFen).toBe(2_500n);
  });

  it('are shown when they are less, and the payment is called refunded all the same', () => {
    const told = { payment: 'refunded', refunds: [refund('r1', 400n)] } as const;
    expect(order(told)).toMatchObject({ payment: 'refunded', flags: ['refund_below_paid'] });
  });

  it('cannot be told where nobody says what was paid', () => {
    expect(order({ paidFen: null, afterSale: 'refunded', refunds: [refund('r1', 9n)] }).flags).toEqual([
      'paid_without_amount',
    ]);
  });
});
