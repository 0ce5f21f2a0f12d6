/** Payment, fulfilment and after-sale are three states: an unknown value of one holds up no other. */
export const PAYMENT_STATES = ['unpaid', 'paid', 'refunded', 'unknown'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const FULFILMENT_STATES = [
  'created',
  'accepted',
  'preparing',
  'ready',
  'shipped',
  'completed',
  'cancelled',
  'unknown',
] as const;
export type FulfilmentState = (typeof FULFILMENT_STATES)[number];

export const AFTER_SALE_STATES = [
  'none',
  'requested',
  'partly_refunded',
  'refunded',
  'rejected',
  'unknown',
] as const;
export type AfterSaleState = (typeof AFTER_SALE_STATES)[number];

const isKnown = <S extends string>(state: S): state is Exclude<S, 'unknown'> => state !== 'unknown';

/** What a vendor's value can be mapped to. */
export const KNOWN_PAYMENTS = PAYMENT_STATES.filter(isKnown);
export const KNOWN_FULFILMENTS = FULFILMENT_STATES.filter(isKnown);
export const KNOWN_AFTER_SALES = AFTER_SALE_STATES.filter(isKnown);

/** What an order is, in one word, for a person: fulfilment where it says something, else payment. */
export type OrderStatus = Exclude<FulfilmentState, 'created'> | PaymentState;

export function orderStatus(payment: PaymentState, fulfilment: FulfilmentState): OrderStatus {
  if (fulfilment === 'cancelled' || payment === 'refunded')
    return fulfilment === 'cancelled' ? 'cancelled' : 'refunded';
  return fulfilment === 'created' || fulfilment === 'unknown' ? payment : fulfilment;
}

/**
 * The moves that a vendor's order is expected to make. A move that is not listed is flagged on its
 * ledger entry and happens all the same: the vendor is the one who knows.
 */
export const FULFILMENT_MOVES: Readonly<Record<FulfilmentState, readonly FulfilmentState[]>> = {
  created: ['accepted', 'preparing', 'ready', 'shipped', 'completed', 'cancelled', 'unknown'],
  accepted: ['preparing', 'ready', 'shipped', 'completed', 'cancelled', 'unknown'],
  preparing: ['ready', 'shipped', 'completed', 'cancelled', 'unknown'],
  ready: ['shipped', 'completed', 'cancelled', 'unknown'],
  shipped: ['completed', 'cancelled', 'unknown'],
  completed: [],
  cancelled: [],
  unknown: FULFILMENT_STATES,
};

export const PAYMENT_MOVES: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  unpaid: ['paid', 'refunded', 'unknown'],
  paid: ['refunded', 'unknown'],
  refunded: [],
  unknown: PAYMENT_STATES,
};

export const AFTER_SALE_MOVES: Readonly<Record<AfterSaleState, readonly AfterSaleState[]>> = {
  none: ['requested', 'partly_refunded', 'refunded', 'rejected', 'unknown'],
  requested: ['partly_refunded', 'refunded', 'rejected', 'none', 'unknown'],
  partly_refunded: ['requested', 'refunded', 'unknown'],
  refunded: [],
  rejected: ['requested', 'partly_refunded', 'refunded', 'unknown'],
  unknown: AFTER_SALE_STATES,
};

/** A vendor's own word that the state stands for; null where the vendor named none. */
export interface Stated<S extends string> {
  readonly state: S;
  readonly raw: string | null;
  /** Of an unknown word alone: it is of our own format, so its sender is who can mend it. */
  readonly ofOurFormat?: true;
}
