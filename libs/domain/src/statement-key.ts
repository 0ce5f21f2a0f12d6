import type { AfterSaleState, FulfilmentState, PaymentState, Stated } from './order-status.js';

/** The states that a statement gives, where it gives them. */
export interface StatedStates {
  readonly payment?: Stated<PaymentState> | undefined;
  readonly afterSale?: Stated<AfterSaleState> | undefined;
  readonly fulfilment?: Stated<FulfilmentState> | undefined;
}

/**
 * Which of two statements of one instant is taken for the later word: the one that has come further. They are
 * ranks of their own: what a vendor may say of an order next is another question.
 */
export const PAYMENT_RANKS: Readonly<Record<PaymentState, number>> = {
  unknown: 0,
  unpaid: 1,
  paid: 2,
  refunded: 3,
};

export const AFTER_SALE_RANKS: Readonly<Record<AfterSaleState, number>> = {
  unknown: 0,
  none: 1,
  requested: 2,
  rejected: 3,
  partly_refunded: 4,
  refunded: 5,
};

export const FULFILMENT_RANKS: Readonly<Record<FulfilmentState, number>> = {
  unknown: 0,
  created: 1,
  accepted: 2,
  preparing: 3,
  ready: 4,
  shipped: 5,
  completed: 6,
  cancelled: 7,
};

const ABSENT = -1;

/**
 * What of a statement's key follows on its `asOf` and precedence: ended, payment, after-sale, fulfilment, digest.
 * Texts that compare as the keys do: each rank is one digit, one more than itself.
 * @param digest over all groups of the statement
 */
export function statementKey(states: StatedStates, digest: string): string {
  const ranks = [
    rankOf(states.payment, PAYMENT_RANKS),
    rankOf(states.afterSale, AFTER_SALE_RANKS),
    rankOf(states.fulfilment, FULFILMENT_RANKS),
  ];
  return `${isEnded(states) ? '1' : '0'}${ranks.map((rank) => String(rank + 1)).join('')}${digest}`;
}

const rankOf = <S extends string>(stated: Stated<S> | undefined, ranks: Readonly<Record<S, number>>) =>
  stated === undefined ? ABSENT : ranks[stated.state];

const isEnded = ({ payment, afterSale, fulfilment }: StatedStates): boolean =>
  payment?.state === 'refunded' || afterSale?.state === 'refunded' || fulfilment?.state === 'cancelled';
