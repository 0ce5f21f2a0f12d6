import fc from 'fast-check';
import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';
import { AFTER_SALE_STATES, FULFILMENT_STATES, PAYMENT_STATES } from './order-status.js';
import { foldOrder, type OrderLeg } from './order.js';
import { COUNTED_BY, COUNTED_REFUNDS, type RuleSet, SALE_PARTS } from './rule-set.js';
import { saleOf } from './sale.js';
import type { KnownLeg } from './sale-time.js';

const SEEN_AT = new Date('2026-11-21T04:00:00Z');
const at = (minute: number): Date => new Date(SEEN_AT.getTime() + minute * 60_000);

const time = fc.option(fc.integer({ min: -60, max: 60 }).map(at));
const fen = fc.option(fc.bigInt(0n, 3_000n));
const refunds = fc.array(
  fc.record({ id: fc.constantFrom('r1', 'r2', 'r3'), amountFen: fc.bigInt(0n, 2_000n), refundedAt: time }),
  { maxLength: 3 },
);
const raw = fc.constantFrom(null, '40');
const statement: fc.Arbitrary<Partial<OrderObservation>> = fc.record(
  {
    asOf: fc.nat(60).map(at),
    placement: fc.record({
      vendorStoreId: fc.constant('7'),
      placedAt: time,
      numbers: fc.constant([]),
      origin: fc.constantFrom({}, { source: 'mini' }, { source: 'pos' }),
    }),
    payment: fc.record({
      ...{ state: fc.constantFrom(...PAYMENT_STATES, 'paid', 'paid'), raw, paidAt: time },
      method: fc.constantFrom(null, 'wechat'),
    }),
    fulfilment: fc.record({ state: fc.constantFrom(...FULFILMENT_STATES), raw, completedAt: time }),
    afterSale: fc.record({ state: fc.constantFrom(...AFTER_SALE_STATES), raw, refunds }),
    amounts: fc.record({
      ...{ saleFen: fen, totalFen: fen, paidFen: fen, discountFen: fen, freightFen: fen, packagingFen: fen },
      ...{ serviceFen: fc.bigInt(0n, 500n), roundingFen: fc.bigInt(-9n, 9n), flags: fc.constant([]) },
    }),
  },
  { requiredKeys: ['asOf', 'payment', 'amounts'] },
);
const statements = fc.array(statement, { minLength: 1, maxLength: 5 });
const rules: fc.Arbitrary<RuleSet> = fc.record({
  version: fc.constant(3),
  countedBy: fc.constantFrom(...COUNTED_BY),
  refunds: fc.constantFrom(...COUNTED_REFUNDS),
  leftOut: fc.subarray([...SALE_PARTS]),
  excludedSources: fc.subarray(['source=pos', 'none']),
  negativeHours: fc.constant('hold' as const),
});

const legOf = (said: readonly Partial<OrderObservation>[]): FoldedLeg =>
  said.reduce<FoldedLeg>((leg, one) => {
    const observation = { vendorNo: 'A-1', asOf: SEEN_AT, precedence: 0, ...one };
    return fold(
      leg,
      toStatement(observation, () => ''),
    ).leg;
  }, {});
const orderLeg = (folded: FoldedLeg): OrderLeg => ({
  ...{ id: 'a', sellRank: 0, storeId: 's1', createdAt: SEEN_AT, folded },
});
const orderOf = (said: readonly Partial<OrderObservation>[], rule: RuleSet) =>
  foldOrder([orderLeg(legOf(said))], () => rule);

/** What was counted before there were rule sets, as it was written then. */
function soldBefore({ folded, createdAt }: KnownLeg) {
  const { payment, placement, amounts, fulfilment, lines } = folded;
  const state = payment?.value.state;
  const hasSold = (state === 'paid' || state === 'refunded') && fulfilment?.value.state !== 'cancelled';
  const stated = payment?.value.paidAt ?? placement?.value.placedAt ?? null;
  const saleFen = amounts?.value.saleFen ?? null;
  if (!hasSold || stated === null || saleFen === null) return null;
  const knownAt = Math.max(createdAt.getTime(), folded.payment?.asOf.getTime() ?? 0);
  const saleAt = stated.getTime() > knownAt + 600_000 ? createdAt : stated;
  return { saleAt, saleFen, ...(lines?.value ?? { items: 0, lines: 0 }) };
}

describe('what counts', () => {
  it('is, where nobody stated a rule set, what was counted before there were any', () => {
    fc.assert(
      fc.property(statements, (said) => {
        const leg = orderLeg(legOf(said));
        const sale = soldBefore(leg);
        expect(saleOf(leg)).toEqual(sale);
        const { postings } = foldOrder([leg]);
        expect(postings.map((one) => [one.kind, one.orders, one.at, one.totalFen])).toEqual(
          sale === null ? [] : [['sale', 1, sale.saleAt, sale.saleFen]],
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not depend on the order in which statements come, nor on their repeats', () => {
    const shuffled = statements.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, rules, ([all, other], rule) => {
        expect(orderOf([...other, ...all], rule)).toEqual(orderOf(all, rule));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is one sale and, less than nothing, its refunds; each adds up', () => {
    fc.assert(
      fc.property(statements, rules, (said, rule) => {
        const { sale, postings } = orderOf(said, rule);
        const [sold, ...money] = postings;
        if (sale === null) return expect(postings).toEqual([]);
        expect(sold).toMatchObject({ kind: 'sale', orders: 1, at: sale.saleAt, totalFen: sale.saleFen });
        for (const one of postings) {
          const parts = one.freightFen + one.packagingFen + one.serviceFen + one.roundingFen;
          expect(one.grossFen - one.discountFen + parts - one.refundFen).toBe(one.totalFen);
        }
        for (const one of money)
          expect([one.kind, one.orders, one.items, one.lines, one.totalFen]).toEqual([
            'refund',
            0,
            0,
            0,
            -one.refundFen,
          ]);
        if (rule.refunds === 'ignore') expect(money).toEqual([]);
        if (rule.refunds === 'sale_hour') for (const one of money) expect(one.at).toEqual(sale.saleAt);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of refunds is the same money in either hour, and the sale is the same without them', () => {
    fc.assert(
      fc.property(statements, rules, (said, rule) => {
        const [ignored, own, sold] = COUNTED_REFUNDS.map(
          (one) => orderOf(said, { ...rule, refunds: one }).postings,
        );
        const elsewhere = (own ?? []).map((one) => ({ ...one, at: sold?.[0]?.at ?? one.at }));
        expect(elsewhere).toEqual(sold);
        expect((sold ?? []).slice(0, 1)).toEqual(ignored);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves no money in its hour once all of it went back, under sale_hour', () => {
    const whole = fc.constantFrom<Partial<OrderObservation>>(
      { payment: { state: 'refunded', raw: null, paidAt: at(1), method: null } },
      { afterSale: { state: 'refunded', raw: '40', refunds: [] } },
    );
    fc.assert(
      fc.property(statements, whole, rules, (said, last, rule) => {
        const told = [...said, { ...last, asOf: at(90) }];
        const { postings } = orderOf(told, { ...rule, refunds: 'sale_hour' });
        const { afterSale, amounts } = legOf(told);
        const back = new Map((afterSale?.value.refunds ?? []).map((one) => [one.id, one.amountFen]));
        const listed = [...back.values()].reduce((sum, one) => sum + one, 0n);
        const paid = amounts?.value.paidFen ?? amounts?.value.saleFen ?? 0n;
        const beyond = postings.length > 0 && listed > paid ? listed - paid : 0n;
        expect(postings.reduce((sum, one) => sum + one.totalFen, 0n)).toBe(-beyond);
      }),
      { numRuns: 1_000 },
    );
  });
});
