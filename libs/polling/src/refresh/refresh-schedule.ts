import type { FoldedLeg } from '#domain/leg.js';
import type { RefreshSchedule } from '../polling-settings.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The first step of the schedule that lies after `after`; null when there is none left. */
export function nextRefresh(firstAt: Date, after: Date, schedule: RefreshSchedule): Date | null {
  const age = nextAge(after.getTime() - firstAt.getTime(), schedule);
  return age === null ? null : new Date(firstAt.getTime() + age);
}

function nextAge(age: number, { firstMs, hourlyUntilMs, dailyUntilMs }: RefreshSchedule): number | null {
  const early = firstMs.find((step) => step > age);
  if (early !== undefined) return early;
  const hourly = multipleAfter(age, HOUR_MS);
  if (hourly <= hourlyUntilMs) return hourly;
  const daily = multipleAfter(age, DAY_MS);
  return daily <= dailyUntilMs ? daily : null;
}

const multipleAfter = (age: number, unit: number): number => (Math.floor(age / unit) + 1) * unit;

/**
 * Nothing more is expected of it. A state that is unknown is no end, and neither is a refund: the sale stands until
 * the vendor cancels the order. What was handed over and is not paid may still be sold.
 */
export function isAtEnd({ fulfilment, payment }: FoldedLeg): boolean {
  const state = fulfilment?.value.state;
  return state === 'cancelled' || (state === 'completed' && payment?.value.state !== 'unpaid');
}

/** What of a leg says when it is fetched again. */
export interface RefreshedLeg {
  readonly createdAt: Date;
  readonly confirmedAt: Date;
  readonly folded: FoldedLeg;
}

/**
 * When a leg is due after what was last said of it; null: not any more. One that only a receipt has opened
 * is due at once: its vendor has not said anything yet.
 */
export function refreshDue(leg: RefreshedLeg, schedule: RefreshSchedule): Date | null {
  if (Object.keys(leg.folded).length === 0) return leg.createdAt;
  return isAtEnd(leg.folded) ? null : nextRefresh(leg.createdAt, leg.confirmedAt, schedule);
}
