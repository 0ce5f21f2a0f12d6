import { businessDate } from './business-time.js';

/** Within what a shop's order numbers name one order: the whole shop, one store, or one store's day. */
export const ORDER_NUMBERS = ['unique', 'per_store', 'per_store_day'] as const;
export type OrderNumbers = (typeof ORDER_NUMBERS)[number];

/** How a shop numbers its orders. */
export interface Numbering {
  readonly orderNumbers: OrderNumbers;
  /** Local `HH:MM` at which numbers begin anew; only `per_store_day` asks for it. */
  readonly restartAt: string;
  /** The zone of that time of day. */
  readonly zone: string;
}

/** What an order's number is made of. */
export interface NumberedOrder {
  /** As the shop writes it. */
  readonly orderNo: string;
  readonly storeCode: string;
  readonly placedAt: Date;
}

/**
 * The number that names the order within its account: the shop's own, with what it has to be read together with
 * before it. Orders that differ in any of these, the store's code by more than case, never have one number within
 * one numbering.
 */
export function composedNumber(
  { orderNo, storeCode, placedAt }: NumberedOrder,
  numbering: Numbering,
): string {
  if (numbering.orderNumbers === 'unique') return orderNo;
  const store = escaped(storeCode);
  if (numbering.orderNumbers === 'per_store') return `${store}:${orderNo}`;
  const day = businessDate(placedAt, numbering.zone, numbering.restartAt);
  return `${store}@${day}:${orderNo}`;
}

/**
 * What stands before the first colon can be read back, whatever the store's code holds. In capitals: a code that
 * differs by case alone may be the same store, and an order that is told under both must not be two.
 */
const escaped = (storeCode: string): string => storeCode.toUpperCase().replace(/[%:@]/g, encodeURIComponent);
