import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { StoreHour } from '../figures/hours.store.js';
import type { AskReason } from './submission-rule.js';

const NEGATIVE: AskReason = 'negative';

type HourPlace = Pick<StoreHour, 'storeId' | 'start'>;

/** Hours that wait because they are below zero, of stores of which some rule set says that such are sent. */
export async function sendableWaits(sql: Sql): Promise<HourPlace[]> {
  const rows = await sql.rows<{ store_id: string; hour_start: Date }>({
    name: 'reporting_sendable_waits',
    text: `SELECT h.store_id, h.hour_start FROM sales_hours h
           WHERE h.asks IS NOT NULL AND h.asks = $1 AND h.restate_at IS NULL AND EXISTS (
             SELECT FROM rule_sets r WHERE r.store_id = h.store_id AND r.rules ->> 'negativeHours' = 'send')`,
    values: [NEGATIVE],
  });
  return rows.map((row) => ({ storeId: row.store_id, start: row.hour_start }));
}

/** Has these of them looked at anew. */
export async function lookAtHours(sql: Sql, hours: readonly HourPlace[], now: Date): Promise<void> {
  if (hours.length === 0) return;
  const input = inputRows(
    hours.map(({ storeId, start }) => ({ store_id: storeId, hour_start: start })),
    { store_id: 'uuid', hour_start: 'timestamptz' },
    3,
  );
  await sql.rows({
    name: 'reporting_look_at_hours',
    text: `UPDATE sales_hours h SET restate_at = $1 FROM ${input.from}
           WHERE h.store_id = input.store_id AND h.hour_start = input.hour_start
             AND h.asks = $2 AND h.restate_at IS NULL`,
    values: [now, NEGATIVE, ...input.values],
  });
}
