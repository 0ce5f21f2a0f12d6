import type { Database } from '#database/database.js';
import { inputRows } from '#database/input-rows.js';
import {
  businessDate,
  businessDay,
  type Hour,
  hoursBeginningIn,
  writeInZone,
} from '#domain/business-time.js';
import { DERIVED_STATE, HOUR_STATES, type HourState, WITH_LATEST } from '../derive/hour-state.js';
import { readSinks } from '../derive/sinks.store.js';
import { storeSpans, within } from '../derive/store-spans.js';
import { effectsIn } from '../figures/effects.store.js';
import { groupBy } from '../figures/group-by.js';
import { hourKey } from '../figures/hours.store.js';
import { absentGaps, type AbsentParts } from './absent-gaps.js';

export interface DayStore {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  /** Store-local `HH:MM`. */
  readonly businessDayStart: string;
}

/** A store's business day, hour by hour, as far as its hours have begun. */
export interface DaySalesView {
  readonly storeId: string;
  readonly storeCode: string;
  readonly storeName: string;
  readonly timeZone: string;
  readonly businessDate: string;
  readonly from: Date;
  readonly to: Date;
  readonly hours: readonly DayHourView[];
}

interface DayHourView {
  readonly hourStart: Date;
  readonly hourEnd: Date;
  /** The store's clock when it begins, `HH:mm`. */
  readonly clock: string;
  /** Null where it is not over, or nobody takes it. */
  readonly state: HourState | null;
  readonly orders: number;
  /** As derived; of an hour that is not derived, what orders add to it by now. */
  readonly totalFen: bigint;
}

interface StoreDay {
  readonly store: DayStore;
  readonly date: string;
  readonly from: Date;
  readonly to: Date;
  readonly begun: readonly Hour[];
}

/** Reads what stores sell in the hours of a day, and where each of these stands. */
export class DaySalesQuery {
  constructor(
    private readonly database: Database,
    private readonly parts: AbsentParts,
  ) {}

  /**
   * Five statements at most, whatever the number of stores.
   * @param date `yyyy-MM-dd` of the business days; undefined: the one that each store has at present
   */
  async of(stores: readonly DayStore[], date: string | undefined) {
    const asOf = this.parts.clock.now();
    const days = stores.map((store) => dayOf(store, date, asOf));
    const [sold, absent] = [await this.soldIn(days), await this.absentIn(days, asOf)];
    const items = days.map((day): DaySalesView => {
      const hours = day.begun.map((hour) => {
        const key = hourKey({ storeId: day.store.id, start: hour.start });
        return toHour(hour, day.store.timeZone, sold.get(key), absent.get(key));
      });
      return { ...named(day), hours };
    });
    return { asOf, items };
  }

  private async soldIn(days: readonly StoreDay[]): Promise<Map<string, SoldRow>> {
    const hours = days.flatMap(({ store, begun }) =>
      begun.map(({ start, end }) => ({ store_id: store.id, hour_start: start, hour_end: end })),
    );
    const input = inputRows(hours, { store_id: 'uuid', hour_start: 'timestamptz', hour_end: 'timestamptz' });
    const rows = await this.database.rows<SoldRow>({
      name: 'reporting_day_sales',
      text: soldIn(input.from),
      values: input.values,
    });
    return new Map(rows.map((row) => [hourKey({ storeId: row.store_id, start: row.hour_start }), row]));
  }

  private async absentIn(days: readonly StoreDay[], asOf: Date): Promise<Map<string, HourState>> {
    const sinks = await readSinks(
      this.database,
      days.map(({ store }) => store.id),
    );
    const byStore = groupBy(storeSpans(sinks, asOf), ({ storeId }) => storeId);
    const spans = days.flatMap(({ store, from, to }) =>
      (byStore.get(store.id) ?? []).flatMap((span) => within(span, { from, to })),
    );
    const limit = days.reduce((sum, { begun }) => sum + begun.length, 0);
    const gaps = await absentGaps(this.database, spans, { states: HOUR_STATES, limit }, this.parts);
    return new Map(gaps.map(({ span, start, state }) => [hourKey({ storeId: span.storeId, start }), state]));
  }
}

function dayOf(store: DayStore, asked: string | undefined, asOf: Date): StoreDay {
  const { timeZone, businessDayStart } = store;
  const date = asked ?? businessDate(asOf, timeZone, businessDayStart);
  const { from, to } = businessDay(date, timeZone, businessDayStart);
  const begun = hoursBeginningIn(from, to, timeZone).filter(({ start }) => start <= asOf);
  return { store, date, from, to, begun };
}

const named = ({ store, date, from, to }: StoreDay) => ({
  ...{ storeId: store.id, storeCode: store.code, storeName: store.name, timeZone: store.timeZone },
  ...{ businessDate: date, from, to },
});

/** A derived hour as its latest revision says it; what is not derived is summed over what orders have posted. */
const soldIn = (asked: string): string => `
  SELECT input.store_id, input.hour_start, CASE WHEN h.store_id IS NOT NULL THEN ${DERIVED_STATE} END AS state,
    coalesce(h.total_fen, posted.total_fen, 0)::bigint AS total_fen, coalesce(h.orders, posted.orders, 0)::int AS orders
  FROM ${asked} LEFT JOIN sales_hours h ON h.store_id = input.store_id AND h.hour_start = input.hour_start
  ${WITH_LATEST}
  LEFT JOIN LATERAL (SELECT sum(e.total_fen) AS total_fen, sum(e.orders) AS orders
    FROM (${effectsIn('input')}) e WHERE h.store_id IS NULL) posted ON true`;

interface SoldRow {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly state: HourState | null;
  readonly total_fen: string;
  readonly orders: number;
}

const toHour = (
  { start, end }: Hour,
  zone: string,
  sold: SoldRow | undefined,
  absent: HourState | undefined,
): DayHourView => ({
  hourStart: start,
  hourEnd: end,
  clock: writeInZone(start, zone).slice(11, 16),
  state: sold?.state ?? absent ?? null,
  orders: sold?.orders ?? 0,
  totalFen: BigInt(sold?.total_fen ?? 0),
});
