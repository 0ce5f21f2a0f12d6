import { type Flag, flag } from './flag.js';
import { type FoldedLeg, isRivalled } from './leg.js';
import type { LineCounts } from './line-counts.js';
import type { Fen } from './money.js';
import { refundFlags } from './refund.js';
import { unknownWords } from './unknown-words.js';

/** What a leg sells, and in which instant's hour it counts. */
export interface Sale extends LineCounts {
  readonly saleAt: Date;
  readonly saleFen: Fen;
}

/** A leg, and since when we have known of it. */
export interface KnownLeg {
  readonly folded: FoldedLeg;
  readonly createdAt: Date;
}

/**
 * A leg sells when its payment is paid or refunded and it is not cancelled; an unknown fulfilment and any after-sale
 * state hold up no sale. A refund, however it is told, is money that goes back later: it leaves the sale in the hour
 * in which it was sold. Counts at the pay time, or at the placing where the vendor gives no pay time.
 */
export function saleOf(leg: KnownLeg): Sale | null {
  const { amounts, lines } = leg.folded;
  const saleAt = saleTime(leg);
  const saleFen = amounts?.value.saleFen ?? null;
  if (!hasSold(leg.folded) || saleAt === null || saleFen === null) return null;
  return { saleAt, saleFen, ...(lines?.value ?? { items: 0, lines: 0 }) };
}

/** When a leg that sells counts: a time that lies ahead of all that was known then is a slip, and counts at once. */
export function saleTime({ folded, createdAt }: KnownLeg): Date | null {
  const stated = statedTime(folded);
  return stated !== null && isAhead(stated, { folded, createdAt }) ? createdAt : stated;
}

const statedTime = ({ payment, placement }: FoldedLeg): Date | null =>
  payment?.value.paidAt ?? placement?.value.placedAt ?? null;

/** Clocks differ by minutes; nobody knows of a payment earlier than that. */
const MOST_AHEAD_MS = 10 * 60_000;

/** Of an order that is seen long before it is paid, the pay time lies behind the statement that tells it. */
function isAhead(at: Date, { folded, createdAt }: KnownLeg): boolean {
  const knownAt = Math.max(createdAt.getTime(), folded.payment?.asOf.getTime() ?? 0);
  return at.getTime() > knownAt + MOST_AHEAD_MS;
}

function hasSold({ payment, fulfilment }: FoldedLeg): boolean {
  const state = payment?.value.state;
  return (state === 'paid' || state === 'refunded') && fulfilment?.value.state !== 'cancelled';
}

/** What a person should look at: it may be why an hour is not what somebody expects. */
export const legFlags = (leg: KnownLeg): Flag[] => [
  ...(leg.folded.amounts?.value.flags ?? []),
  ...(leg.folded.placement?.value.flags ?? []),
  ...(hasSold(leg.folded) ? saleFlags(leg) : []),
  ...refundFlags(leg.folded),
  ...timeFlags(leg.folded),
  ...unknownWords(leg.folded).map(({ code, word }) => flag(code, word)),
  ...(isRivalled(leg.folded) ? [flag('same_instant')] : []),
];

function saleFlags(leg: KnownLeg): Flag[] {
  const { amounts, payment } = leg.folded;
  const stated = statedTime(leg.folded);
  return [
    ...(amounts?.value.saleFen == null ? [flag('paid_without_amount')] : []),
    ...(payment?.value.paidAt == null ? [flag('paid_without_pay_time')] : []),
    ...(stated === null ? [flag('sale_without_time')] : []),
    ...(stated !== null && isAhead(stated, leg) ? [flag('paid_in_future')] : []),
  ];
}

function timeFlags({ fulfilment, placement }: FoldedLeg): Flag[] {
  const [completedAt, placedAt] = [fulfilment?.value.completedAt, placement?.value.placedAt];
  return completedAt != null && placedAt != null && completedAt < placedAt
    ? [flag('completed_before_placed')]
    : [];
}
