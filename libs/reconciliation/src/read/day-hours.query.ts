import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Fen } from '#domain/money.js';
import { DERIVED_STATE, type HourState, WITH_LATEST } from '#reporting/derive/hour-state.js';
import { effectsIn, figuresOf } from '#reporting/figures/effects.store.js';
import type { StoreHour } from '#reporting/figures/hours.store.js';

/** What orders add up to in an hour, and what its vendor accepted last of it. */
export interface DayHour {
  /** Which of the hours asked for, from 0. */
  readonly place: number;
  readonly counted: { readonly orders: number; readonly totalFen: Fen };
  readonly reported: { readonly orders: number; readonly totalFen: Fen };
  /** `waiting` too where it is not derived. */
  readonly state: HourState;
}

interface HourRow {
  readonly place: number;
  readonly total_fen: string;
  readonly orders: number;
  readonly reported_fen: string;
  readonly reported: number;
  readonly state: HourState;
}

/** One statement, whatever the number of hours. */
export async function readDayHours(sql: Sql, hours: readonly StoreHour[]): Promise<DayHour[]> {
  const input = inputRows(
    hours.map(({ storeId, start, end }, place) => ({
      ...{ place, store_id: storeId, hour_start: start, hour_end: end },
    })),
    { place: 'int', store_id: 'uuid', hour_start: 'timestamptz', hour_end: 'timestamptz' },
  );
  const rows = await sql.rows<HourRow>({
    name: 'reconciliation_day_hours',
    text: `SELECT d.place, counted.total_fen, counted.orders, coalesce(r.total_fen, 0) AS reported_fen,
             coalesce(r.orders, 0) AS reported, coalesce(derived.state, 'waiting') AS state
           FROM (SELECT * FROM ${input.from}) AS d
           CROSS JOIN LATERAL (SELECT ${figuresOf('e')} FROM (${effectsIn('d')}) AS e) AS counted
           LEFT JOIN LATERAL (
             SELECT ${DERIVED_STATE} AS state FROM sales_hours h ${WITH_LATEST}
             WHERE h.store_id = d.store_id AND h.hour_start = d.hour_start) AS derived ON true
           LEFT JOIN LATERAL (
             SELECT s.revision_id, s.revision_at FROM submissions s
             WHERE s.store_id = d.store_id AND s.hour_start = d.hour_start AND s.state = 'accepted'
             ORDER BY s.revision DESC, s.created_at DESC, s.id DESC LIMIT 1) AS had ON true
           LEFT JOIN hourly_revisions r ON r.derived_at = had.revision_at AND r.id = had.revision_id
           ORDER BY d.place`,
    values: input.values,
  });
  return rows.map((row) => ({
    place: row.place,
    counted: { orders: row.orders, totalFen: BigInt(row.total_fen) },
    reported: { orders: row.reported, totalFen: BigInt(row.reported_fen) },
    state: row.state,
  }));
}
