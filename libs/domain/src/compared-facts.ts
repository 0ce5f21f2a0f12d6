import type { FoldedLeg } from './leg.js';
import type { Fen } from './money.js';
import type { AfterSaleState, FulfilmentState, PaymentState } from './order-status.js';
import { isWhollyRefunded } from './refund.js';

/**
 * What of a leg is held against what others say of its order. Kept beside the folded state as columns, so that millions
 * of legs are compared without opening their JSON. As the vendor says: corrections of people are no part of it.
 */
export interface ComparedFacts {
  /** Null: nothing was said of it. */
  readonly payment: PaymentState | null;
  readonly paidAt: Date | null;
  readonly fulfilment: FulfilmentState | null;
  readonly completedAt: Date | null;
  readonly afterSale: AfterSaleState | null;
  /** All money has gone back, in whichever way it is told. */
  readonly isRefunded: boolean;
  readonly saleFen: Fen | null;
  readonly totalFen: Fen | null;
  /** What a shipper says is wrong with the order, in its own words. */
  readonly orderError: string | null;
  readonly linesDigest: string | null;
  /** Of a till's products and how many of each; null where it does not name them. */
  readonly productsDigest: string | null;
}

export function comparedFacts(leg: FoldedLeg): ComparedFacts {
  const { payment, fulfilment, afterSale, amounts, placement, lines } = leg;
  return {
    payment: payment?.value.state ?? null,
    paidAt: payment?.value.paidAt ?? null,
    fulfilment: fulfilment?.value.state ?? null,
    completedAt: fulfilment?.value.completedAt ?? null,
    afterSale: afterSale?.value.state ?? null,
    isRefunded: isWhollyRefunded(leg),
    saleFen: amounts?.value.saleFen ?? null,
    totalFen: amounts?.value.totalFen ?? null,
    orderError: placement?.value.origin['orderError'] ?? null,
    linesDigest: lines?.digest ?? null,
    productsDigest: lines?.value.products ?? null,
  };
}

/** Since when a leg of before there were these facts is known to stand as it does: when it was last said. */
export interface LastSaid {
  readonly payment: Date | null;
  readonly fulfilment: Date | null;
  /** By whichever group says that all money has gone back, or speaks of it; null: neither has been said. */
  readonly refunded: Date | null;
}

export function lastSaid({ payment, fulfilment, afterSale }: FoldedLeg): LastSaid {
  const refunding = payment?.value.state === 'refunded' ? payment : (afterSale ?? payment);
  return {
    payment: payment?.asOf ?? null,
    fulfilment: fulfilment?.asOf ?? null,
    refunded: refunding?.asOf ?? null,
  };
}
