import type { ComparedFacts } from '#domain/compared-facts.js';
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
  return hourly <= hourlyUntilMs ? hourly : nextDay(age, dailyUntilMs);
}

function nextDay(age: number, dailyUntilMs: number): number | null {
  const daily = multipleAfter(age, DAY_MS);
  return daily <= dailyUntilMs ? daily : null;
}

const multipleAfter = (age: number, unit: number): number => (Math.floor(age / unit) + 1) * unit;

/**
 * When a leg that listings show is looked for, if none has shown it since `after`: some hours later while it is
 * young, then once a day; null: not any more.
 */
export function nextLook(firstAt: Date, after: Date, schedule: RefreshSchedule): Date | null {
  if (after.getTime() - firstAt.getTime() >= schedule.hourlyUntilMs)
    return nextDaily(firstAt, after, schedule);
  return new Date(after.getTime() + schedule.lookEveryMs);
}

/** When a leg that listings do not show is fetched again by itself; null: not any more. */
export function nextDaily(firstAt: Date, after: Date, { dailyUntilMs }: RefreshSchedule): Date | null {
  const age = nextDay(after.getTime() - firstAt.getTime(), dailyUntilMs);
  return age === null ? null : new Date(firstAt.getTime() + age);
}

/**
 * Nothing more is expected of it. A state that is unknown is no end, and neither is a refund: the sale stands until
 * the vendor cancels the order. What was handed over and is not paid may still be sold.
 */
export const isAtEnd = ({ fulfilment, payment }: FoldedLeg): boolean =>
  isEndOfRefresh({
    fulfilment: fulfilment?.value.state ?? null,
    payment: payment?.value.state ?? null,
  });

/** The same of what is compared of a leg. */
export const isEndOfRefresh = ({
  fulfilment,
  payment,
}: Pick<ComparedFacts, 'fulfilment' | 'payment'>): boolean =>
  fulfilment === 'cancelled' || (fulfilment === 'completed' && payment !== 'unpaid');

/** What of a leg says when it is asked for again. */
export interface RefreshedLeg {
  readonly createdAt: Date;
  readonly confirmedAt: Date;
  readonly folded: FoldedLeg;
}

/** Only a receipt has opened it: its vendor has not said anything yet. */
const isUntold = ({ folded }: RefreshedLeg): boolean => Object.keys(folded).length === 0;

/**
 * When a leg that can only be fetched is due after what was last said of it; null: not any more. What only a
 * receipt has told of is due at once.
 */
export function refreshDue(leg: RefreshedLeg, schedule: RefreshSchedule): Date | null {
  if (isUntold(leg)) return leg.createdAt;
  return isAtEnd(leg.folded) ? null : nextRefresh(leg.createdAt, leg.confirmedAt, schedule);
}

/** The same of a leg that its account's listings show: the next of them tells of what only a receipt did. */
export function lookDue(leg: RefreshedLeg, schedule: RefreshSchedule): Date | null {
  if (isUntold(leg)) return nextLook(leg.createdAt, leg.createdAt, schedule);
  return isAtEnd(leg.folded) ? null : nextLook(leg.createdAt, leg.confirmedAt, schedule);
}
