import { businessDayOf, hourOf, sameTimeDaysBefore } from '#domain/business-time.js';

/** A store as its clock runs. */
export interface ClockedStore {
  readonly id: string;
  readonly timeZone: string;
  /** Store-local `HH:MM`. */
  readonly businessDayStart: string;
}

/** What is summed of a store: of its present hour and day so far, and of the same hour and day one and seven days before. */
export const SPANS = [
  'hour',
  'day',
  'hourYesterday',
  'wholeHourYesterday',
  'dayYesterday',
  'hourWeekAgo',
  'wholeHourWeekAgo',
  'dayWeekAgo',
] as const;
export type SpanName = (typeof SPANS)[number];

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** Where a store's time stands, and the stretches that are compared: each `from` ≤ instant < `to`. */
export interface StoreSpans {
  readonly storeId: string;
  readonly hour: Span;
  readonly businessDate: string;
  readonly spans: Readonly<Record<SpanName, Span>>;
}

/** So far is so far on the store's clock: at 10:20 an hour of yesterday is held against until 10:20 of then. */
export function comparedSpans(store: ClockedStore, now: Date): StoreSpans {
  const { id, timeZone, businessDayStart } = store;
  const of = (at: Date) => ({
    hour: hourOf(at, timeZone),
    day: businessDayOf(at, timeZone, businessDayStart),
    at,
  });
  const here = of(now);
  const yesterday = of(sameTimeDaysBefore(now, timeZone, 1));
  const weekAgo = of(sameTimeDaysBefore(now, timeZone, 7));
  return {
    storeId: id,
    hour: { from: here.hour.start, to: here.hour.end },
    businessDate: here.day.date,
    spans: {
      hour: { from: here.hour.start, to: now },
      day: { from: here.day.from, to: now },
      hourYesterday: { from: yesterday.hour.start, to: yesterday.at },
      wholeHourYesterday: { from: yesterday.hour.start, to: yesterday.hour.end },
      dayYesterday: { from: yesterday.day.from, to: yesterday.at },
      hourWeekAgo: { from: weekAgo.hour.start, to: weekAgo.at },
      wholeHourWeekAgo: { from: weekAgo.hour.start, to: weekAgo.hour.end },
      dayWeekAgo: { from: weekAgo.day.from, to: weekAgo.at },
    },
  };
}
