import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hourKey, type StoreHour } from '../figures/hours.store.js';
import { isSinksHour } from './sinks.store.js';

/**
 * SQL: the account that a derived hour (h) is reported to when nobody asks: that in whose time it begins, else the one
 * that is open, unless all that was ever made of the hour is for others. Null where there is none.
 */
const TAKER = `(
  SELECT k.account_id FROM sales_sinks k
  WHERE k.store_id = h.store_id AND (${isSinksHour('h.hour_start')} OR (k.ends_at IS NULL AND (
    SELECT bool_or(s.account_id = k.account_id) FROM submissions s
    WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start) IS NOT FALSE))
  ORDER BY ${isSinksHour('h.hour_start')} DESC, k.starts_at, k.binding_id LIMIT 1)`;

/** By `hourKey`: whom these hours are reported to. Those that nobody takes are left out. Under `lockStores`. */
export async function takersOf(
  sql: Sql,
  hours: readonly Pick<StoreHour, 'storeId' | 'start'>[],
): Promise<Map<string, string>> {
  if (hours.length === 0) return new Map();
  const input = inputRows(
    hours.map(({ storeId, start }) => ({ store_id: storeId, hour_start: start })),
    { store_id: 'uuid', hour_start: 'timestamptz' },
  );
  const rows = await sql.rows<{ store_id: string; hour_start: Date; taker: string | null }>({
    name: 'reporting_takers',
    text: `SELECT h.store_id, h.hour_start, ${TAKER} AS taker FROM (SELECT * FROM ${input.from}) h`,
    values: input.values,
  });
  return new Map(
    rows.flatMap(({ store_id, hour_start, taker }) =>
      taker === null ? [] : [[hourKey({ storeId: store_id, start: hour_start }), taker] as const],
    ),
  );
}

/**
 * Has hours looked at anew that wait for a person though another account takes them by now than the one that they wait
 * for: none any more, or one again. Waits for nobody; those that somebody holds are left to the next look.
 * Those whose account takes them as before, nearly all, are told by one pass over the sinks, not by a look for each.
 */
export async function lookAtMoved(sql: Sql, now: Date, limit: number): Promise<void> {
  await sql.rows({
    name: 'reporting_look_at_moved',
    text: `WITH loose AS MATERIALIZED (
             SELECT h.store_id, h.hour_start FROM sales_hours h
             WHERE h.asks IS NOT NULL AND h.restate_at IS NULL AND NOT EXISTS (
               SELECT FROM sales_sinks k WHERE k.store_id = h.store_id AND k.account_id = h.asks_account_id
                 AND (k.ends_at IS NULL OR ${isSinksHour('h.hour_start')}))),
           moved AS MATERIALIZED (
             SELECT h.store_id, h.hour_start FROM loose JOIN sales_hours h USING (store_id, hour_start)
             WHERE h.asks IS NOT NULL AND h.restate_at IS NULL AND h.asks_account_id IS DISTINCT FROM ${TAKER}
             LIMIT $2 FOR UPDATE OF h SKIP LOCKED)
           UPDATE sales_hours h SET restate_at = $1 FROM moved
           WHERE h.store_id = moved.store_id AND h.hour_start = moved.hour_start`,
    values: [now, limit],
  });
}
