import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

export interface StoreHourRow {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly hour_end: Date;
}

/** A binding through which orders of the hour may come. */
export interface HourBinding extends StoreHourRow {
  readonly account_id: string;
  readonly vendor_store_id: string;
}

const HOUR = { store_id: 'uuid', hour_start: 'timestamptz', hour_end: 'timestamptz' } as const;

/** The bindings of these hours' stores that had begun by the hour's end and are in force still. */
export function readHourBindings(
  sql: Sql,
  hours: readonly StoreHourRow[],
  now: Date,
): Promise<HourBinding[]> {
  const input = inputRows(hours, HOUR, 2);
  return sql.rows({
    name: 'polling_hour_bindings',
    text: `SELECT input.store_id, input.hour_start, input.hour_end, b.account_id, b.vendor_store_id
           FROM ${input.from} JOIN store_bindings b ON b.store_id = input.store_id
             AND (b.valid_from IS NULL OR b.valid_from < input.hour_end) AND (b.valid_to IS NULL OR b.valid_to > $1)`,
    values: [now, ...input.values],
  });
}
