import { factOf, factsOf, isOtherwise, type Leg } from './leg-facts.js';

const amounts = (saleFen: number | null) => ({
  ...{ saleFen, totalFen: null, paidFen: null, discountFen: null, freightFen: null },
  ...{ packagingFen: null, serviceFen: null, roundingFen: null, asOf: '2026-01-31T00:00:00.000Z' },
});
const leg = (saleFen: number | null, refunds: readonly number[] = []) =>
  ({
    payment: null,
    fulfilment: null,
    afterSale: {
      ...{ state: 'none', raw: null, asOf: '2026-01-31T00:00:00.000Z' },
      refunds: refunds.map((amountFen, at) => ({ id: String(at), amountFen, refundedAt: null })),
    },
    amounts: amounts(saleFen),
  }) as unknown as Leg;

it('marks what two vendors say otherwise, and not what one has not said', () => {
  expect(isOtherwise([leg(2500), leg(2400)], 'saleFen')).toBe(true);
  expect(isOtherwise([leg(2500), leg(2500)], 'saleFen')).toBe(false);
  expect(isOtherwise([leg(2500), leg(null)], 'saleFen')).toBe(false);
});

it('adds up refunds, and shows what some leg has', () => {
  expect(factOf(leg(2500, [100, 50]), 'refundedFen')).toBe(150n);
  expect(factsOf([leg(null), leg(2500, [100])])).toEqual(['afterSale', 'saleFen', 'refundedFen']);
});
