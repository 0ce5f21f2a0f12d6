import { discrepancyText } from '#admin-contract/discrepancy-texts.js';
import { flagText } from '#admin-contract/flag-texts.js';
import { flagParams } from '#domain/flag.js';
import { isCompleted } from '#domain/first-stated.js';
import type {
  FlagView,
  LegDetailView,
  LegView,
  OrderDetailView,
  OrderView,
} from '#ledger/order-view.mapping.js';
import type { OpenDiscrepancy } from '#reconciliation/operator/open-discrepancies.query.js';
import { maskContact } from './contact-mask.js';

export const toOrderResponse = (order: OrderView, open: readonly OpenDiscrepancy[]) => ({
  ...order,
  discrepancies: discrepanciesOf(order, open),
  attention: order.attention.map(toFlagResponse),
  legs: order.legs.map(toLegResponse),
  maskedLegs: [...order.maskedLegs],
});

/** Customers' contacts are masked: RevealsService shows them. */
export const toOrderDetailResponse = (order: OrderDetailView, open: readonly OpenDiscrepancy[]) => ({
  ...order,
  discrepancies: discrepanciesOf(order, open),
  attention: order.attention.map(toFlagResponse),
  legs: order.legs.map(toLegDetailResponse),
  maskedLegs: [...order.maskedLegs],
});

const discrepanciesOf = ({ id }: OrderView, open: readonly OpenDiscrepancy[]) =>
  open
    .filter(({ orderId }) => orderId === id)
    .map((one) => ({ ...one, text: discrepancyText(one.rule, one.evidence) }));

function toFlagResponse({ code, param, since }: FlagView) {
  const params = flagParams(code, param);
  return { code, params, ...flagText(code, params), since };
}

function toLegResponse({ groups, ...leg }: LegView) {
  const { placement, payment, fulfilment, afterSale, amounts, service } = groups;
  return {
    ...leg,
    placedAt: placement?.value.placedAt ?? null,
    numbers: [...(placement?.value.numbers ?? [])],
    payment: paymentOf(payment),
    fulfilment: fulfilmentOf(fulfilment),
    afterSale: inForce(afterSale),
    amounts: amountsOf(amounts),
    service: serviceOf(service),
    confirmedAt: leg.confirmedAt.getTime() === 0 ? null : leg.confirmedAt,
  };
}

const toLegDetailResponse = (leg: LegDetailView) => ({
  ...toLegResponse(leg),
  origin: leg.groups.placement?.value.origin ?? {},
  lines: leg.lines,
  contact: leg.contact && maskContact(leg.contact),
});

type Groups = LegView['groups'];

function paymentOf(payment: Groups['payment']) {
  const stated = inForce(payment);
  return stated && { ...stated, payments: [...(stated.payments ?? [])] };
}

function fulfilmentOf(fulfilment: Groups['fulfilment']) {
  const stated = inForce(fulfilment);
  if (stated === null) return null;
  const { completedAt, cancelledAt } = fulfilment?.first ?? {};
  const firstStatedAt = stated.state === 'cancelled' ? cancelledAt : isCompleted(stated) ? completedAt : null;
  return { ...stated, firstStatedAt: firstStatedAt ?? null };
}

function amountsOf(amounts: Groups['amounts']) {
  const stated = inForce(amounts);
  return (
    stated && { ...stated, serviceFen: stated.serviceFen ?? null, roundingFen: stated.roundingFen ?? null }
  );
}

function serviceOf(service: Groups['service']) {
  const stated = inForce(service);
  return stated && { ...stated, pickupNo: stated.pickupNo ?? null, raw: stated.raw ?? null };
}

const inForce = <Value extends object>(group: { readonly value: Value; readonly asOf: Date } | undefined) =>
  group === undefined ? null : { ...group.value, asOf: group.asOf };
