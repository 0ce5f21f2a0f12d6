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
const LEG_COLUMNS = {
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

/** Of a command `d` about the leg: of a leg without commands these are null. */
const COMMAND_COLUMNS = {
  commandId: 'd.id',
  kind: 'd.kind',
  commandAccountId: 'd.account_id',
  generation: 'd.generation',
  state: 'd.state',
  errorCode: 'd.error_code',
  commandMarker: 'd.marker',
  commandVendorNo: 'd.vendor_no',
  cause: 'd.cause',
  sentFen: 'd.sent_fen',
  sentProducts: 'd.sent_products',
  statedAt: 'd.stated_at',
  overAt: 'd.over_at',
  finds: 'd.finds',
  foundAt: 'd.found_at',
} as const;

/** A row for each command of each leg. */
export const COMPARED_COLUMNS = { ...LEG_COLUMNS, ...COMMAND_COLUMNS } as const;
const AT = placesOf(COMPARED_COLUMNS);

export const orderIdOf = (row: TextRow): string => textAt(row, AT.orderId);

/** Null: the order has none. */
export const legIdOf = (row: TextRow): string | null => maybeTextAt(row, AT.id);

export const hasCommand = (row: TextRow): boolean => row[AT.commandId] !== null;

export const toOrder = (row: TextRow) => ({
  id: orderIdOf(row),
  storeId: maybeTextAt(row, AT.orderStoreId),
  placedAt: maybeInstantAt(row, AT.orderPlacedAt),
  createdAt: instantAt(row, AT.orderCreatedAt),
});

/**
 * A leg as its row says it, each word read where a rule asks for it: of most orders few are, and objects of all of them
 * were most of what a comparison costs. They are no properties of its own: a copy by `...` has none of them.
 */
export class LegOfRow implements ComparedLeg {
  readonly facts: KnownFacts | null;

  /** @param origin where it is from, which is read by itself where something hangs on it */
  constructor(
    private readonly row: TextRow,
    readonly origin: ComparedLeg['origin'] = null,
  ) {
    this.facts = row[AT.isComparable] === 't' ? new FactsOfRow(row) : null;
  }

  from(origin: ComparedLeg['origin']): LegOfRow {
    return new LegOfRow(this.row, origin);
  }

  get id() {
    return textAt(this.row, AT.id);
  }
  get accountId() {
    return textAt(this.row, AT.accountId);
  }
  get vendorNo() {
    return textAt(this.row, AT.vendorNo);
  }
  get sellRank() {
    const text = this.row[AT.sellRank] ?? null;
    return text === null ? null : text === '0' ? 0 : 1;
  }
  get storeId() {
    return maybeTextAt(this.row, AT.storeId);
  }
  get vendorStoreId() {
    return maybeTextAt(this.row, AT.vendorStoreId);
  }
  get openedBy() {
    return textAt(this.row, AT.openedBy) as ComparedLeg['openedBy'];
  }
  get createdAt() {
    return instantAt(this.row, AT.createdAt);
  }
  get confirmedAt() {
    return instantAt(this.row, AT.confirmedAt);
  }
  get marker() {
    return maybeTextAt(this.row, AT.marker);
  }
}

/** Words of ours: the ledger writes no others. */
class FactsOfRow implements KnownFacts {
  constructor(private readonly row: TextRow) {}

  get payment() {
    return maybeTextAt(this.row, AT.payment) as PaymentState | null;
  }
  get paidAt() {
    return maybeInstantAt(this.row, AT.paidAt);
  }
  get paymentSince() {
    return maybeInstantAt(this.row, AT.paymentSince);
  }
  get fulfilment() {
    return maybeTextAt(this.row, AT.fulfilment) as FulfilmentState | null;
  }
  get fulfilmentSince() {
    return maybeInstantAt(this.row, AT.fulfilmentSince);
  }
  get isRefunded() {
    return this.row[AT.isRefunded] === 't';
  }
  get refundedSince() {
    return maybeInstantAt(this.row, AT.refundedSince);
  }
  get saleFen() {
    return maybeBigintAt(this.row, AT.saleFen);
  }
  get orderError() {
    return maybeTextAt(this.row, AT.orderError);
  }
  get productsDigest() {
    return maybeTextAt(this.row, AT.productsDigest);
  }
}

export const toCommand = (row: TextRow): ComparedCommand => ({
  id: textAt(row, AT.commandId),
  kind: textAt(row, AT.kind),
  accountId: textAt(row, AT.commandAccountId),
  legId: textAt(row, AT.id),
  generation: Number(row[AT.generation]),
  state: textAt(row, AT.state),
  errorCode: maybeTextAt(row, AT.errorCode),
  marker: maybeTextAt(row, AT.commandMarker),
  vendorNo: maybeTextAt(row, AT.commandVendorNo),
  cause: textAt(row, AT.cause),
  sentFen: maybeBigintAt(row, AT.sentFen),
  sentProducts: maybeTextAt(row, AT.sentProducts),
  statedAt: maybeInstantAt(row, AT.statedAt),
  overAt: maybeInstantAt(row, AT.overAt),
  finds: Number(row[AT.finds]),
  foundAt: maybeInstantAt(row, AT.foundAt),
});
