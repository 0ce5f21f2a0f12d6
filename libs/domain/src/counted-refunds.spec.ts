import fc from 'fast-check';
import { countedRefunds } from './counted-refunds.js';
import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation, Refund } from './order-observation.js';
import type { AfterSaleState, PaymentState } from './order-status.js';
import type { KnownLeg } from './sale-time.js';

const PAID_AT = new Date('2026-11-21T04:00:00Z');
const hour = (hours: number): Date => new Date(PAID_AT.getTime() + hours * 3_600_000);

interface Told {
  readonly hour?: number;
  readonly payment?: PaymentState;
  readonly state?: AfterSaleState;
  readonly raw?: string | null;
  readonly refunds?: readonly Refund[];
  readonly paidFen?: bigint;
}

function told({ hour: at = 100, payment = 'paid', state, raw = null, refunds = [], paidFen = 3_000n }: Told) {
  const observation: OrderObservation = {
    vendorNo: 'A-1',
    asOf: hour(at),
    precedence: 0,
    payment: { state: payment, raw: null, paidAt: PAID_AT, method: null },
    afterSale: { state: state ?? (refunds.length > 0 ? 'partly_refunded' : 'none'), raw, refunds },
    amounts: {
      ...{ saleFen: paidFen, totalFen: paidFen, paidFen, discountFen: null },
      ...{ freightFen: null, packagingFen: null, flags: [] },
    },
  };
  return toStatement(observation, () => '');
}

const legOf = (...all: readonly Told[]): KnownLeg => ({
  folded: all.reduce<FoldedLeg>((leg, one) => fold(leg, told(one)).leg, {}),
  createdAt: PAID_AT,
});
const refund = (id: string, amountFen: bigint, at: number | null = null): Refund => ({
  ...{ id, amountFen, refundedAt: at === null ? null : hour(at) },
});
const of = (leg: KnownLeg, counted = 3_000n) =>
  countedRefunds(leg, counted).map(({ at, fen }) => [(at.getTime() - PAID_AT.getTime()) / 3_600_000, fen]);

describe('what refunds take off', () => {
  it.each<[string, Told[], [number, bigint][]]>([
    ['one part of the next day', [{ refunds: [refund('r1', 700n, 24)] }], [[24, 700n]]],
    [
      'a part without an instant: since it was told',
      [
        { hour: 2, refunds: [refund('r1', 700n)] },
        { hour: 9, refunds: [refund('r1', 700n)] },
      ],
      [[2, 700n]],
    ],
    [
      'two, as they followed each other',
      [{ refunds: [refund('r1', 700n, 30), refund('r2', 300n, 24)] }],
      [
        [24, 300n],
        [30, 700n],
      ],
    ],
    ['one that is listed twice', [{ refunds: [refund('r1', 700n, 5), refund('r1', 700n, 5)] }], [[5, 700n]]],
    [
      'all, by a payment called refunded',
      [{ hour: 1 }, { hour: 4, payment: 'refunded' }, { hour: 8, payment: 'refunded' }],
      [[4, 3_000n]],
    ],
    ['all, by the after-sale', [{ hour: 3, state: 'refunded', raw: '40' }], [[3, 3_000n]]],
    [
      'all, told in both ways: the earlier',
      [
        { hour: 3, state: 'refunded', raw: '40' },
        { hour: 5, payment: 'refunded', state: 'refunded', raw: '40' },
      ],
      [[3, 3_000n]],
    ],
    [
      'all, told before it was listed',
      [
        { hour: 2, payment: 'refunded' },
        { hour: 6, payment: 'refunded', refunds: [refund('r1', 3_000n)], state: 'refunded' },
      ],
      [[2, 3_000n]],
    ],
    [
      'all, of which a part is listed',
      [{ hour: 6, payment: 'refunded', refunds: [refund('r1', 400n, 1)] }],
      [
        [1, 400n],
        [6, 2_600n],
      ],
    ],
    ['more than was paid', [{ refunds: [refund('r1', 3_200n, 2)] }], [[2, 3_200n]]],
    ['a part without an amount', [{ state: 'partly_refunded', raw: '30' }], []],
    ['a request', [{ state: 'requested', raw: '10' }], []],
    ['an instant that lies ahead', [{ hour: 3, refunds: [refund('r1', 100n, 90)] }], [[3, 100n]]],
  ])('is, of %s', (_words, all, expected) => {
    expect(of(legOf(...all))).toEqual(expected);
    expect(of(legOf(...all.toReversed()))).toEqual(expected);
  });

  it.each<[string, Refund[], [number, bigint][]]>([
    ['what counted comes first', [refund('r1', 1_000n, 2)], [[2, 1_000n]]],
    [
      'the rest is of what did not count',
      [refund('r1', 1_000n, 2), refund('r2', 1_800n, 3)],
      [
        [2, 1_000n],
        [3, 1_500n],
      ],
    ],
    [
      'it is spread as they followed each other',
      [refund('r1', 2_800n, 3), refund('r2', 200n, 2)],
      [
        [2, 200n],
        [3, 2_300n],
      ],
    ],
    [
      'one after all that counted takes nothing',
      [refund('r1', 2_700n, 2), refund('r2', 100n, 3)],
      [[2, 2_500n]],
    ],
    [
      'what goes beyond the payment counts',
      [refund('r1', 3_000n, 2), refund('r2', 40n, 3)],
      [
        [2, 2_500n],
        [3, 40n],
      ],
    ],
  ])('where 5 yuan of 30 are left out: %s', (_words, refunds, expected) => {
    expect(of(legOf({ refunds }), 2_500n)).toEqual(expected);
  });

  const parts = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      fen: fc.bigInt(0n, 2_000n),
      at: fc.option(fc.nat(48)),
    }),
    { selector: ({ id }) => id },
  );

  it('comes to min(R, C) and what goes beyond P, or to all that counted once all went back', () => {
    fc.assert(
      fc.property(parts, fc.bigInt(0n, 4_000n), fc.boolean(), (listed, counted, isWhole) => {
        const refunds = listed.map(({ id, fen, at }) => refund(id, fen, at));
        const leg = legOf({ hour: 50, refunds, payment: isWhole ? 'refunded' : 'paid' });
        const back = refunds.reduce((sum, { amountFen }) => sum + amountFen, 0n);
        const beyond = back > 3_000n ? back - 3_000n : 0n;
        const all = isWhole || back >= 3_000n;
        const expected = (all || back > counted ? counted : back) + beyond;
        const taken = countedRefunds(leg, counted);
        expect(taken.reduce((sum, { fen }) => sum + fen, 0n)).toBe(expected);
        const times = taken.map(({ at }) => at.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});
