import type { FoldedLeg } from '#domain/leg.js';
import type { Fen } from '#domain/money.js';
import type { Contradiction, NumberClaim } from '#domain/number-claim.js';
import type { ObservedGroups, OrderObservation } from '#domain/order-observation.js';

/** What of an order a person compares with another's; no person is in it. */
export interface ComparedOrder {
  readonly storeCode: string | null;
  readonly placedAt: Date | null;
  readonly payment: string | null;
  readonly fulfilment: string | null;
  readonly afterSale: string | null;
  readonly totalFen: Fen | null;
  readonly paidFen: Fen | null;
  /** When the vendor said so. */
  readonly asOf: Date | null;
}

export const comparedStatement = (said: OrderObservation): ComparedOrder => compared(said, said.asOf);

export function comparedLeg({
  placement,
  payment,
  fulfilment,
  afterSale,
  amounts,
}: FoldedLeg): ComparedOrder {
  const groups = {
    placement: placement?.value,
    payment: payment?.value,
    fulfilment: fulfilment?.value,
    afterSale: afterSale?.value,
    amounts: amounts?.value,
  };
  return compared(groups, payment?.asOf ?? placement?.asOf ?? null);
}

type ComparedGroups = {
  readonly [Group in 'placement' | 'payment' | 'fulfilment' | 'afterSale' | 'amounts']?:
    ObservedGroups[Group] | undefined;
};

const compared = (
  { placement, payment, fulfilment, afterSale, amounts }: ComparedGroups,
  asOf: Date | null,
): ComparedOrder => ({
  storeCode: placement?.vendorStoreId ?? null,
  placedAt: placement?.placedAt ?? null,
  payment: payment?.state ?? null,
  fulfilment: fulfilment?.state ?? null,
  afterSale: afterSale?.state ?? null,
  totalFen: amounts?.totalFen ?? null,
  paidFen: amounts?.paidFen ?? null,
  asOf,
});

const WORDS: Readonly<Record<Contradiction, (claim: NumberClaim) => string>> = {
  orderNo: ({ orderNo }) => `is written "${orderNo}"`,
  storeCode: ({ storeCode }) => `names the store ${storeCode}`,
  placedAt: ({ placedAt }) => `was placed at ${placedAt.toISOString()}`,
};

/** In one sentence, for the list; the numbers and codes are the vendor's, nothing personal. */
export const contradictionMessage = (claim: NumberClaim, differs: readonly Contradiction[]): string =>
  `another order has the number ${claim.orderNo}: this one ${differs.map((one) => WORDS[one](claim)).join(' and ')}`;
