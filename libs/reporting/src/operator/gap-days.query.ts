import type { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import { businessDate, type Hour, hoursBeginningIn } from '#domain/business-time.js';
import { HOUR_STATES, type HourState } from '../derive/hour-state.js';
import { readAllSinks, type Sink } from '../derive/sinks.store.js';
import { type Period, type Span, storeSpans, within } from '../derive/store-spans.js';
import { groupBy } from '../figures/group-by.js';
import { absentGaps, type AbsentParts } from './absent-gaps.js';
import { countDerived, type StoreStretch } from './gaps.store.js';

/** A store's business day, as far as its hours are over. */
export interface GapDayView {
  readonly storeId: string;
  /** `yyyy-MM-dd`. */
  readonly businessDate: string;
  readonly hours: number;
  readonly counts: Readonly<Record<HourState, number>>;
}

export interface GapDayFilter extends Period {
  readonly storeId?: string | undefined;
  /** Only days of these stores. */
  readonly stores?: StoreScope | undefined;
  /** Only days that come after this one in the list: the last of the page before. */
  readonly after?: { readonly storeId: string; readonly businessDate: string } | undefined;
  readonly limit: number;
}

interface StoreDay extends StoreStretch {
  readonly businessDate: string;
  readonly hours: number;
}

/** Counts where the hours of stores' days stand. */
export class GapDaysQuery {
  constructor(
    private readonly database: Database,
    private readonly parts: AbsentParts,
  ) {}

  /** In the order of stores and of days. Five statements at most, whatever their number. */
  async list(filter: GapDayFilter): Promise<GapDayView[]> {
    const sinks = await readAllSinks(this.database, filter, filter.after?.storeId);
    const spans = storeSpans(sinks, this.parts.clock.now(), filter);
    const days = daysOf(spans, sinks, filter);
    const derived = groupBy(await countDerived(this.database, days), ({ place }) => place);
    const absent = await this.absentOf(days, spans);
    return days.map(({ storeId: id, businessDate: date, hours }, place) => {
      const counts = { ...NONE };
      for (const { state, hours: count } of derived.get(place) ?? []) counts[state] += count;
      for (const { state } of absent.get(place) ?? []) counts[state] += 1;
      return { storeId: id, businessDate: date, hours, counts };
    });
  }

  /** By the place of their day. */
  private async absentOf(days: readonly StoreDay[], spans: readonly Span[]) {
    const byStore = groupBy(spans, ({ storeId }) => storeId);
    const parts = days.flatMap((day) =>
      (byStore.get(day.storeId) ?? []).flatMap((span) => within(span, day)),
    );
    const limit = days.reduce((sum, { hours }) => sum + hours, 0);
    const absent = await absentGaps(this.database, parts, { states: HOUR_STATES, limit }, this.parts);
    return groupBy(absent, ({ span, start }) =>
      days.findIndex((day) => day.storeId === span.storeId && day.from <= start && start < day.to),
    );
  }
}

const NONE = Object.fromEntries(HOUR_STATES.map((state) => [state, 0])) as Record<HourState, number>;

/** The first days that come after the last page's, each with the hours of it that are to be there. */
function daysOf(spans: readonly Span[], sinks: readonly Sink[], { after, limit }: GapDayFilter): StoreDay[] {
  const days: StoreDay[] = [];
  const cutOffs = new Map(sinks.map(({ store_id, business_day_start }) => [store_id, business_day_start]));
  for (const [storeId, ofStore] of groupBy(spans, (span) => span.storeId)) {
    const dateOf = ({ start }: Hour): string =>
      businessDate(start, ofStore[0]?.timeZone ?? 'UTC', cutOffs.get(storeId) ?? '00:00');
    const hoursAhead = hoursOf(ofStore, limit, after?.storeId === storeId ? after.businessDate : undefined);
    for (const [date, hours] of groupBy(hoursAhead, dateOf)) {
      if (days.length === limit) return days;
      if (after?.storeId === storeId && date <= after.businessDate) continue;
      const [first, last] = [hours[0], hours.at(-1)];
      if (first === undefined || last === undefined) continue;
      days.push({ storeId, businessDate: date, hours: hours.length, from: first.start, to: last.end });
    }
  }
  return days;
}

const DAY_MS = 86_400_000;

/**
 * The hours of so many days, and more. From the day before the last page's end on: what is older is of none of the days
 * that are asked for.
 */
function hoursOf(spans: readonly Span[], days: number, after: string | undefined): Hour[] {
  const from = after === undefined ? spans[0]?.from : new Date(new Date(after).getTime() - DAY_MS);
  const to = from && new Date(from.getTime() + (days + 4) * DAY_MS);
  return spans
    .flatMap((span) => within(span, { from, to }))
    .flatMap((span) => hoursBeginningIn(span.from, span.to, span.timeZone));
}
