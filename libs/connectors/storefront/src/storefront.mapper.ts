import type { Account } from '#connectors-core/account.js';
import type { Fen } from '#domain/money.js';
import { sumFen } from '#domain/money.js';
import type {
  AfterSale,
  Amounts,
  Contact,
  Line,
  OrderObservation,
  Service,
} from '#domain/order-observation.js';
import { PRECEDENCE } from '#domain/order-observation.js';
import type { AfterSaleState, Stated } from '#domain/order-status.js';
import { FULFILMENT_STATES, PAYMENT_STATES } from '#domain/order-status.js';
import { numberOf } from './storefront-number.mapper.js';
import type { StorefrontConfig } from './storefront.config.js';
import type { StorefrontDocument } from './storefront.schema.js';

/**
 * What a document states of its order. It is as of its own `updatedAt`, but never later than its
 * receipt: a shop whose clock runs ahead must not outrank what comes after.
 */
export function toObservation(
  document: StorefrontDocument,
  account: Account<StorefrontConfig>,
  receivedAt: Date,
): OrderObservation {
  const updatedAt = toInstant(document.updatedAt);
  const { vendorNo, claim, numbers } = numberOf(document, account);
  return {
    vendorNo,
    claim,
    asOf: updatedAt < receivedAt ? updatedAt : receivedAt,
    precedence: PRECEDENCE.delivery,
    placement: {
      vendorStoreId: document.storeCode,
      placedAt: toInstant(document.placedAt),
      numbers,
      origin: document.source == null ? {} : { source: document.source },
    },
    payment: {
      ...stated(PAYMENT_STATES, document.payment),
      paidAt: toInstantOrNull(document.paidAt),
      method: document.paymentMethod ?? null,
    },
    fulfilment: {
      ...stated(FULFILMENT_STATES, document.fulfilment),
      completedAt: toInstantOrNull(document.completedAt),
    },
    afterSale: toAfterSale(document),
    amounts: toAmounts(document),
    lines: document.items.map(toLine),
    ...(document.service == null ? {} : { service: toService(document.service) }),
    ...(document.customer === undefined ? {} : { contact: toContact(document.customer) }),
  };
}

const toInstant = (at: number | string): Date => new Date(at);
const toInstantOrNull = (at: number | string | null | undefined): Date | null =>
  at == null ? null : new Date(at);

/** The word itself where we know it, else `unknown`; the shop's word is kept either way. */
function stated<S extends string>(states: readonly S[], word: string): Stated<S | 'unknown'> {
  return { state: states.find((state) => state === word) ?? 'unknown', raw: word };
}

function toAfterSale({ refunds, paidFen }: StorefrontDocument): AfterSale {
  const listed = (refunds ?? []).map(({ id, amountFen, at }) => ({
    id,
    amountFen: BigInt(amountFen),
    refundedAt: toInstantOrNull(at),
  }));
  return {
    state: refundState(sumFen(listed.map(({ amountFen }) => amountFen)), BigInt(paidFen)),
    raw: null,
    refunds: listed,
  };
}

function refundState(refunded: Fen, paid: Fen): AfterSaleState {
  if (refunded === 0n) return 'none';
  return refunded < paid ? 'partly_refunded' : 'refunded';
}

function toAmounts(document: StorefrontDocument): Amounts {
  const paidFen = BigInt(document.paidFen);
  return {
    saleFen: paidFen,
    totalFen: BigInt(document.totalFen),
    paidFen,
    discountFen: BigInt(document.discountFen),
    freightFen: BigInt(document.freightFen),
    packagingFen: BigInt(document.packagingFen),
    flags: amountFlags(document),
  };
}

/** Numbers that do not add up are the shop's to explain: the order is booked as stated, and shown. */
function amountFlags(document: StorefrontDocument): readonly string[] {
  const totalFen = BigInt(document.totalFen);
  const lines = sumFen(document.items.map(({ amountFen }) => BigInt(amountFen)));
  const flags: string[] = [];
  if (lines + BigInt(document.freightFen) + BigInt(document.packagingFen) !== totalFen) {
    flags.push('lines_do_not_add_up');
  }
  // Nothing paid yet is no contradiction; any other difference is.
  const open = document.payment === 'unpaid' && document.paidFen === 0;
  if (!open && totalFen - BigInt(document.discountFen) !== BigInt(document.paidFen)) {
    flags.push('totals_do_not_add_up');
  }
  return flags;
}

function toLine({
  itemName,
  itemSpec,
  unit,
  quantity,
  unitPrice,
  amountFen,
}: StorefrontDocument['items'][number]): Line {
  return {
    itemName,
    itemSpec: itemSpec ?? null,
    unit: unit ?? null,
    quantity,
    unitPrice,
    amountFen: BigInt(amountFen),
  };
}

const toService = (service: NonNullable<StorefrontDocument['service']>): Service => ({
  kind: service.kind,
  reservedAt: toInstantOrNull(service.reservedAt),
  area: service.area ?? null,
  table: service.table ?? null,
  diners: service.diners ?? null,
});

/** A null customer says that there is none; an absent one says nothing. */
function toContact(customer: StorefrontDocument['customer']): Contact | null {
  if (!customer) return null;
  const { name, phone, address, remark, memberNo } = customer;
  return {
    name: name ?? null,
    phone: phone ?? null,
    address: address ?? null,
    remark: remark ?? null,
    memberNo: memberNo ?? null,
  };
}
