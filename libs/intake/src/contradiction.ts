import type { FoldedLeg } from '#domain/leg.js';
import type { Fen } from '#domain/money.js';
import type { Contradiction, NumberClaim } from '#domain/number-claim.js';
import type { OrderObservation } from '#domain/order-observation.js';

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

export function comparedStatement(said: OrderObservation): ComparedOrder {
  return {
    storeCode: said.placement?.vendorStoreId ?? null,
    placedAt: said.placement?.placedAt ?? null,
    payment: said.payment?.state ?? null,
    fulfilment: said.fulfilment?.state ?? null,
    afterSale: said.afterSale?.state ?? null,
    totalFen: said.amounts?.totalFen ?? null,
    paidFen: said.amounts?.paidFen ?? null,
    asOf: said.asOf,
  };
}

export function comparedLeg({
  placement,
  payment,
  fulfilment,
  afterSale,
  amounts,
}: FoldedLeg): ComparedOrder {
  return {
    storeCode: placement?.value.vendorStoreId ?? null,
    placedAt: placement?.value.placedAt ?? null,
    payment: payment?.value.state ?? null,
    fulfilment: fulfilment?.value.state ?? null,
    afterSale: afterSale?.value.state ?? null,
    totalFen: amounts?.value.totalFen ?? null,
    paidFen: amounts?.value.paidFen ?? null,
    asOf: payment?.asOf ?? placement?.asOf ?? null,
  };
}

const WORDS: Readonly<Record<Contradiction, (claim: NumberClaim) => string>> = {
  orderNo: ({ orderNo }) => `is written "${orderNo}"`,
  storeCode: ({ storeCode }) => `names the store ${storeCode}`,
  placedAt: ({ placedAt }) => `was placed at ${placedAt.toISOString()}`,
};

/** In one sentence, for the list; the numbers and codes are the vendor's, nothing personal. */
export const contradictionMessage = (claim: NumberClaim, differs: readonly Contradiction[]): string =>
  `another order has the number ${claim.orderNo}: this one ${differs.map((one) => WORDS[one](claim)).join(' and ')}`;
