import { isRefundWithoutAmount } from './counted-refunds.js';
import { type Flag, flag } from './flag.js';
import type { CountedBy, RuleSet } from './rule-set.js';
import { type CountedTime, isBeforeSale, type KnownLeg, refundTime, saleTime } from './sale-time.js';

/** What a person should look at of an order that is sold: under the rule set that it follows, and no other. */
export function saleFlags(leg: KnownLeg, { countedBy, refunds }: RuleSet): Flag[] {
  const time = saleTime(leg, countedBy);
  const hasAmount = leg.folded.amounts?.value.saleFen != null;
  return [
    ...(hasAmount ? [] : [flag('paid_without_amount')]),
    ...timeFlags(leg, countedBy, time),
    ...(refunds !== 'ignore' && hasAmount && time !== null ? countedRefundFlags(leg) : []),
    ...(refunds === 'own_hour' && hasAmount && time !== null ? earlyRefundFlags(leg) : []),
  ];
}

/** Nobody misses the pay time of an order that counts when it was placed, or the other way round. */
function timeFlags({ folded }: KnownLeg, countedBy: CountedBy, time: CountedTime | null): Flag[] {
  const { payment, placement } = folded;
  const isUnpaid = countedBy === 'paid' && payment?.value.paidAt == null;
  const isUnplaced = countedBy === 'placed' && placement?.value.placedAt == null;
  return [
    ...(isUnpaid ? [flag('paid_without_pay_time')] : []),
    ...(isUnplaced ? [flag('paid_without_placing_time')] : []),
    ...(time === null && countedBy !== 'completed' ? [flag('sale_without_time')] : []),
    ...(time?.isAhead === true ? [AHEAD[isUnplaced ? 'paid' : countedBy]] : []),
  ];
}

const AHEAD: Readonly<Record<CountedBy, Flag>> = {
  paid: 'paid_in_future',
  placed: 'placed_in_future',
  completed: 'completed_in_future',
};

function countedRefundFlags(leg: KnownLeg): Flag[] {
  const listed = leg.folded.afterSale?.value.refunds ?? [];
  const isAhead = listed.some((refund) => refundTime(refund, leg, null).isAhead);
  return [
    ...(isRefundWithoutAmount(leg) ? [flag('refund_without_amount')] : []),
    ...(isAhead ? [flag('refunded_in_future')] : []),
  ];
}

/** In an hour of its own such a refund may lower one that nobody looks at any more. */
function earlyRefundFlags(leg: KnownLeg): Flag[] {
  const listed = leg.folded.afterSale?.value.refunds ?? [];
  return listed.some((refund) => isBeforeSale(refund, leg)) ? [flag('refunded_before_sale')] : [];
}
