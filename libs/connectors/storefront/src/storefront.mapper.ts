import type { Account } from '#connectors-core/account.js';
import type { Contact, Line, OrderObservation, Payment, Service } from '#domain/order-observation.js';
import { PRECEDENCE } from '#domain/order-observation.js';
import { toAmounts } from './storefront-amounts.mapper.js';
import { numberOf } from './storefront-number.mapper.js';
import { toAfterSale } from './storefront-refund.mapper.js';
import type { StorefrontConfig } from './storefront.config.js';
import type { StorefrontDocument } from './storefront.schema.js';
import { fulfilmentOf, paymentOf } from './storefront-words.schema.js';

/**
 * What a document states of its order. It is as of its own `updatedAt`, but never later than its
 * receipt: a shop whose clock runs ahead must not outrank what comes after.
 */
export function toObservation(
  document: StorefrontDocument,
  account: Account<StorefrontConfig>,
  receivedAt: Date,
): OrderObservation {
  const { updatedAt } = document;
  const { vendorNo, claim, numbers } = numberOf(document, account);
  return {
    vendorNo,
    claim,
    asOf: updatedAt < receivedAt ? updatedAt : receivedAt,
    precedence: PRECEDENCE.delivery,
    placement: {
      vendorStoreId: document.storeCode,
      placedAt: document.placedAt,
      numbers,
      origin: document.source == null ? {} : { source: document.source },
    },
    payment: {
      ...paymentOf(document.payment),
      paidAt: document.paidAt ?? null,
      ...howPaid(document),
    },
    fulfilment: {
      ...fulfilmentOf(document.fulfilment),
      completedAt: document.completedAt ?? null,
    },
    afterSale: toAfterSale(document),
    amounts: toAmounts(document, account.config),
    lines: document.items.map(toLine),
    ...(document.service == null ? {} : { service: toService(document.service) }),
    ...(document.customer === undefined ? {} : { contact: toContact(document.customer) }),
  };
}

/** One part alone says how the whole was paid. */
function howPaid({ paymentMethod, payments }: StorefrontDocument): Pick<Payment, 'method' | 'payments'> {
  const [first, second] = payments ?? [];
  const method = paymentMethod ?? (second === undefined ? first?.method : null) ?? null;
  return payments == null || payments.length === 0 ? { method } : { method, payments };
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
    amountFen,
  };
}

const toService = (service: NonNullable<StorefrontDocument['service']>): Service => ({
  kind: service.kind,
  reservedAt: service.reservedAt ?? null,
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
