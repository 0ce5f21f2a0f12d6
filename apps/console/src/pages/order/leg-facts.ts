import type { OrderDetail } from '../../api/orders.js';

export type Leg = OrderDetail['legs'][number];

/** What legs are compared by, in the order in which a person reads it. */
export const COMPARED = [
  'payment',
  'fulfilment',
  'afterSale',
  'saleFen',
  'totalFen',
  'paidFen',
  'discountFen',
  'freightFen',
  'packagingFen',
  'serviceFen',
  'roundingFen',
  'refundedFen',
] as const;
export type Compared = (typeof COMPARED)[number];

type Value = string | number | bigint;

/** What a leg says; undefined where its vendor has said nothing of it. */
export function factOf(leg: Leg, fact: Compared): Value | undefined {
  if (fact === 'payment' || fact === 'fulfilment' || fact === 'afterSale') return leg[fact]?.state;
  if (fact === 'refundedFen') return refunded(leg);
  return leg.amounts?.[fact] ?? undefined;
}

function refunded({ afterSale }: Leg): bigint | undefined {
  if (afterSale === null || afterSale.refunds.length === 0) return undefined;
  return afterSale.refunds.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n);
}

/** What every vendor means alike; a total is with one vendor before the discount, with another after it. */
const MEANT_ALIKE: readonly Compared[] = [
  ...(['payment', 'fulfilment', 'afterSale', 'saleFen', 'paidFen', 'refundedFen'] as const),
];

/** Whether two vendors say it otherwise; what one has not said is no difference. */
export const isOtherwise = (legs: readonly Leg[], fact: Compared): boolean =>
  MEANT_ALIKE.includes(fact) &&
  new Set(
    legs
      .map((leg) => factOf(leg, fact))
      .filter((value) => value !== undefined)
      .map(String),
  ).size > 1;

/** Facts that some leg has. */
export const factsOf = (legs: readonly Leg[]): readonly Compared[] =>
  COMPARED.filter((fact) => legs.some((leg) => factOf(leg, fact) !== undefined));
