import {
  instantAt,
  maybeBigintAt,
  maybeInstantAt,
  maybeTextAt,
  placesOf,
  textAt,
  type TextRow,
} from '#database/text-row.js';
import type { FulfilmentState, PaymentState } from '#domain/order-status.js';
import type { ComparedCommand, ComparedLeg, KnownFacts } from '../compare/compared-order.js';

/** Of an order `o` and one of its legs `l`: of an order without legs these are null. */
export const LEG_COLUMNS = {
  orderId: 'o.id',
  orderStoreId: 'o.store_id',
  orderPlacedAt: 'o.placed_at',
  orderCreatedAt: 'o.created_at',
  id: 'l.id',
  accountId: 'l.account_id',
  vendorNo: 'l.vendor_no',
  sellRank: 'l.sell_rank',
  storeId: 'l.store_id',
  vendorStoreId: 'l.vendor_store_id',
  openedBy: 'l.opened_by',
  createdAt: 'l.created_at',
  confirmedAt: 'l.confirmed_at',
  marker: 'l.marker',
  isComparable: 'l.is_comparable',
  payment: 'l.payment',
  paidAt: 'l.paid_at',
  paymentSince: 'l.payment_since',
  fulfilment: 'l.fulfilment',
  fulfilmentSince: 'l.fulfilment_since',
  isRefunded: 'l.is_refunded',
  refundedSince: 'l.refunded_since',
  saleFen: 'l.sale_fen',
  orderError: 'l.order_error',
  productsDigest: 'l.products_digest',
} as const;
const LEG = placesOf(LEG_COLUMNS);

/** Of a command `d` about a leg of the order that stands at `at` in the list. */
export const COMMAND_COLUMNS = {
  at: 'wanted.at',
  id: 'd.id',
  kind: 'd.kind',
  accountId: 'd.account_id',
  legId: 'd.leg_id',
  generation: 'd.generation',
  state: 'd.state',
  errorCode: 'd.error_code',
  marker: 'd.marker',
  vendorNo: 'd.vendor_no',
  cause: 'd.cause',
  sentFen: 'd.sent_fen',
  sentProducts: 'd.sent_products',
  statedAt: 'd.stated_at',
  overAt: 'd.over_at',
  finds: 'd.finds',
  foundAt: 'd.found_at',
} as const;
const COMMAND = placesOf(COMMAND_COLUMNS);

export const orderIdOf = (row: TextRow): string => textAt(row, LEG.orderId);

export const hasLeg = (row: TextRow): boolean => row[LEG.id] !== null;

export const toOrder = (row: TextRow) => ({
  id: orderIdOf(row),
  storeId: maybeTextAt(row, LEG.orderStoreId),
  placedAt: maybeInstantAt(row, LEG.orderPlacedAt),
  createdAt: instantAt(row, LEG.orderCreatedAt),
});

/** Words of ours: the ledger writes no others. Where it is from is read by itself, where something hangs on it. */
export function toLeg(row: TextRow): ComparedLeg {
  return {
    id: textAt(row, LEG.id),
    accountId: textAt(row, LEG.accountId),
    vendorNo: textAt(row, LEG.vendorNo),
    sellRank: sellRankOf(maybeTextAt(row, LEG.sellRank)),
    storeId: maybeTextAt(row, LEG.storeId),
    vendorStoreId: maybeTextAt(row, LEG.vendorStoreId),
    origin: null,
    openedBy: textAt(row, LEG.openedBy) as ComparedLeg['openedBy'],
    createdAt: instantAt(row, LEG.createdAt),
    confirmedAt: instantAt(row, LEG.confirmedAt),
    marker: maybeTextAt(row, LEG.marker),
    facts: row[LEG.isComparable] === 't' ? toFacts(row) : null,
  };
}

const sellRankOf = (text: string | null): ComparedLeg['sellRank'] =>
  text === null ? null : text === '0' ? 0 : 1;

const toFacts = (row: TextRow): KnownFacts => ({
  payment: maybeTextAt(row, LEG.payment) as PaymentState | null,
  paidAt: maybeInstantAt(row, LEG.paidAt),
  paymentSince: maybeInstantAt(row, LEG.paymentSince),
  fulfilment: maybeTextAt(row, LEG.fulfilment) as FulfilmentState | null,
  fulfilmentSince: maybeInstantAt(row, LEG.fulfilmentSince),
  isRefunded: row[LEG.isRefunded] === 't',
  refundedSince: maybeInstantAt(row, LEG.refundedSince),
  saleFen: maybeBigintAt(row, LEG.saleFen),
  orderError: maybeTextAt(row, LEG.orderError),
  productsDigest: maybeTextAt(row, LEG.productsDigest),
});

/** Of which order in the list it is. */
export const commandAt = (row: TextRow): number => Number(row[COMMAND.at]);

export const toCommand = (row: TextRow): ComparedCommand => ({
  id: textAt(row, COMMAND.id),
  kind: textAt(row, COMMAND.kind),
  accountId: textAt(row, COMMAND.accountId),
  legId: textAt(row, COMMAND.legId),
  generation: Number(row[COMMAND.generation]),
  state: textAt(row, COMMAND.state),
  errorCode: maybeTextAt(row, COMMAND.errorCode),
  marker: maybeTextAt(row, COMMAND.marker),
  vendorNo: maybeTextAt(row, COMMAND.vendorNo),
  cause: textAt(row, COMMAND.cause),
  sentFen: maybeBigintAt(row, COMMAND.sentFen),
  sentProducts: maybeTextAt(row, COMMAND.sentProducts),
  statedAt: maybeInstantAt(row, COMMAND.statedAt),
  overAt: maybeInstantAt(row, COMMAND.overAt),
  finds: Number(row[COMMAND.finds]),
  foundAt: maybeInstantAt(row, COMMAND.foundAt),
});
