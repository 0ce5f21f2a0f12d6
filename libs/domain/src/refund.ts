import { type Flag, flag } from './flag.js';
import type { FoldedLeg } from './leg.js';
import { type Fen, sumFen } from './money.js';
import type { Refund } from './order-observation.js';
import type { AfterSaleState, PaymentState } from './order-status.js';

/** Each refund once, however often it is listed: where one id has two amounts, the one that is listed last. */
export const distinctRefunds = (refunds: readonly Refund[]): Refund[] => [
  ...new Map(refunds.map((refund) => [refund.id, refund])).values(),
];

/** What refunds amount to, one id counting once. */
export const refundedFen = (refunds: readonly Refund[]): Fen =>
  sumFen(distinctRefunds(refunds).map(({ amountFen }) => amountFen));

/** What refunds of so much make of an order for which so much was paid. */
export function refundState(refunded: Fen, paid: Fen): AfterSaleState {
  if (refunded === 0n) return 'none';
  return refunded < paid ? 'partly_refunded' : 'refunded';
}

/** What was paid; null where the vendor does not say. */
export const paidFen = ({ amounts }: FoldedLeg): Fen | null =>
  amounts?.value.paidFen ?? amounts?.value.saleFen ?? null;

/**
 * All money has gone back, in whichever way the vendor tells it: as refunds that come to what was paid, as a state
 * of the after-sale, or as a payment that is called refunded.
 */
export const isWhollyRefunded = (leg: FoldedLeg): boolean =>
  leg.payment?.value.state === 'refunded' || listedAfterSale(leg) === 'refunded';

/** Told in either way, a refund is the same fact; so is what an order shows of it. */
export function afterSaleOf(leg: FoldedLeg): AfterSaleState {
  const state = listedAfterSale(leg);
  return state !== 'unknown' && isWhollyRefunded(leg) ? 'refunded' : state;
}

export function paymentOf(leg: FoldedLeg): PaymentState {
  const state = leg.payment?.value.state ?? 'unknown';
  return state === 'paid' && isWhollyRefunded(leg) ? 'refunded' : state;
}

/** What the vendor says; where it says so by the refunds alone, what they come to now. */
function listedAfterSale(leg: FoldedLeg): AfterSaleState {
  const { state, raw, refunds } = leg.afterSale?.value ?? { state: 'none', raw: null, refunds: [] };
  const paid = paidFen(leg);
  return raw !== null || refunds.length === 0 || paid === null
    ? state
    : refundState(refundedFen(refunds), paid);
}

/** Refunds that do not go with what was paid: booked as stated, and shown. */
export function refundFlags(leg: FoldedLeg): Flag[] {
  const refunded = refundedFen(leg.afterSale?.value.refunds ?? []);
  if (leg.payment?.value.state === 'unpaid') return goesBack(leg) ? [flag('refund_exceeds_paid')] : [];
  const paid = paidFen(leg);
  if (paid === null || refunded === 0n) return [];
  if (refunded > paid) return [flag('refund_exceeds_paid')];
  return refunded < paid && isWhollyRefunded(leg) ? [flag('refund_below_paid')] : [];
}

/** Some money at least is said to have gone back; what is to be paid was not paid yet. */
const goesBack = (leg: FoldedLeg): boolean =>
  refundedFen(leg.afterSale?.value.refunds ?? []) > 0n ||
  ['refunded', 'partly_refunded'].includes(leg.afterSale?.value.state ?? 'none');
