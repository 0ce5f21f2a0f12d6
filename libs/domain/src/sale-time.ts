import { isCompleted } from './first-stated.js';
import type { FoldedLeg, Version } from './leg.js';
import type { Refund } from './order-observation.js';
import type { CountedBy } from './rule-set.js';

/** A leg, and since when we have known of it. */
export interface KnownLeg {
  readonly folded: FoldedLeg;
  readonly createdAt: Date;
}

/** When something of an order counts. */
export interface CountedTime {
  readonly at: Date;
  /** What the vendor states lies ahead of all that was known then, and is a slip; `at` takes its place. */
  readonly isAhead: boolean;
}

/**
 * When a leg that sells counts. Of paying, else of placing, and the other way round; of completing, and null before
 * that. A time that lies ahead counts when the leg was first seen, completing when it was first stated.
 */
export function saleTime(leg: KnownLeg, countedBy: CountedBy = 'paid'): CountedTime | null {
  return countedBy === 'completed' ? completing(leg) : seenTime(leg, countedBy);
}

function seenTime(leg: KnownLeg, countedBy: 'paid' | 'placed'): CountedTime | null {
  const { payment, placement } = leg.folded;
  const [paidAt, placedAt] = [payment?.value.paidAt, placement?.value.placedAt];
  const at = (countedBy === 'paid' ? (paidAt ?? placedAt) : (placedAt ?? paidAt)) ?? null;
  // Of an order that is seen long before it is paid, the pay time lies behind the statement that tells it.
  const isPlacing = countedBy === 'placed' && placedAt != null;
  return at === null ? null : bounded(at, leg, isPlacing ? placement : payment, leg.createdAt);
}

function completing(leg: KnownLeg): CountedTime | null {
  const { fulfilment } = leg.folded;
  if (fulfilment === undefined || !isCompleted(fulfilment.value)) return null;
  const first = fulfilment.first?.completedAt ?? fulfilment.asOf;
  return bounded(fulfilment.value.completedAt ?? first, leg, fulfilment, first);
}

/**
 * When a listed refund was made: as the vendor says, else since it has said so, which it does of each where it says
 * that all has gone back.
 * @param whollySince since when it says that; null where it does not
 */
export function refundTime(refund: Refund, leg: KnownLeg, whollySince: Date | null): CountedTime {
  const first = earlierOf(firstRefunded(refund, leg.folded), whollySince);
  return bounded(refund.refundedAt ?? first, leg, leg.folded.afterSale, first);
}

/** Since when all money is said to have gone back, in whichever way; null where it never was. */
export function whollyRefundedSince({ payment, afterSale }: FoldedLeg): Date | null {
  const [paid, after] = [payment?.first?.refundedAt, afterSale?.first?.refundedAt];
  return paid === undefined ? (after ?? null) : earlierOf(paid, after ?? null);
}

const earlierOf = (at: Date, other: Date | null): Date => (other !== null && other < at ? other : at);

function firstRefunded({ id }: Refund, { afterSale }: FoldedLeg): Date {
  const known = afterSale?.first?.refunds ?? [];
  const own = known.find((one) => one.id === id)?.statedAt;
  if (own !== undefined) return own;
  // One of more than are kept was stated after those.
  const latest = Math.max(...known.map(({ statedAt }) => statedAt.getTime()));
  return known.length > 0 ? new Date(latest) : (afterSale?.asOf ?? new Date(0));
}

/** Clocks differ by minutes; nobody knows of anything earlier than that. */
const MOST_AHEAD_MS = 10 * 60_000;

/** Whether a vendor dates a refund before there was anything to pay back, by more than clocks differ. */
export function isBeforeSale({ refundedAt }: Refund, leg: KnownLeg): boolean {
  const sold = seenTime(leg, 'paid');
  return refundedAt !== null && sold !== null && refundedAt.getTime() < sold.at.getTime() - MOST_AHEAD_MS;
}

function bounded(
  at: Date,
  { createdAt }: KnownLeg,
  stating: Version<unknown> | undefined,
  instead: Date,
): CountedTime {
  const knownAt = Math.max(createdAt.getTime(), stating?.asOf.getTime() ?? 0);
  const isAhead = at.getTime() > knownAt + MOST_AHEAD_MS;
  return { at: isAhead ? instead : at, isAhead };
}

/** Which of a leg's times lie ahead of what is known: the vendor saying the same later makes them fewer. */
export function timesAhead(leg: KnownLeg): string[] {
  const times: readonly (readonly [string, CountedTime | null])[] = [
    ...(['paid', 'placed', 'completed'] as const).map((one) => [one, saleTime(leg, one)] as const),
    ...(leg.folded.afterSale?.value.refunds ?? []).map(
      (one) => [one.id, refundTime(one, leg, null)] as const,
    ),
  ];
  return times.flatMap(([name, time]) => (time?.isAhead === true ? [name] : []));
}
