import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { isSinksHour } from '../derive/sinks.store.js';
import type { StoreHour } from '../figures/hours.store.js';

/** An hour of a binding's time that was left out. */
export interface Hole extends StoreHour {
  readonly accountId: string;
}

/** Derived hours of a binding's time that begin at or after `from` and were never submitted. */
export async function unsubmittedHours(
  sql: Sql,
  from: Date,
  exceptStores: readonly string[],
  limit: number,
): Promise<Hole[]> {
  const rows = await sql.rows<{ store_id: string; hour_start: Date; hour_end: Date; account_id: string }>({
    name: 'reporting_unsubmitted_hours',
    text: `SELECT h.store_id, h.hour_start, h.hour_end, k.account_id FROM sales_hours h
           JOIN sales_sinks k ON k.store_id = h.store_id AND ${isSinksHour('h.hour_start')}
           WHERE h.hour_start >= $1 AND h.asks IS NULL AND h.store_id <> ALL($2::uuid[])
             AND NOT EXISTS (
             SELECT FROM submissions s WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start)
           ORDER BY h.store_id, h.hour_start LIMIT $3`,
    values: [from, exceptStores, limit],
  });
  return rows.map((row) => ({
    storeId: row.store_id,
    start: row.hour_start,
    end: row.hour_end,
    accountId: row.account_id,
  }));
}

/** These take the place of what was left open before; what is still open is known since then. */
export async function replaceHoles(sql: Sql, holes: readonly Hole[], now: Date): Promise<void> {
  const input = inputRows(
    holes.map(({ storeId, start, accountId }) => ({
      store_id: storeId,
      hour_start: start,
      account_id: accountId,
    })),
    { store_id: 'uuid', hour_start: 'timestamptz', account_id: 'uuid' },
    2,
  );
  await sql.rows({
    name: 'reporting_replace_holes',
    text: `WITH found AS MATERIALIZED (SELECT * FROM ${input.from}), filled AS (
             DELETE FROM hour_holes o WHERE NOT EXISTS (
               SELECT FROM found WHERE found.store_id = o.store_id AND found.hour_start = o.hour_start))
           INSERT INTO hour_holes (store_id, hour_start, account_id, found_at)
           SELECT store_id, hour_start, account_id, $1 FROM found
           ON CONFLICT (store_id, hour_start) DO UPDATE SET account_id = excluded.account_id`,
    values: [now, ...input.values],
  });
}
