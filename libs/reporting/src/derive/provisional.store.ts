import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hourHint } from '#domain/hint.js';
import type { StoreHour } from '../figures/hours.store.js';

type HourKey = Pick<StoreHour, 'storeId' | 'start'>;

const keysOf = (hours: readonly HourKey[]) =>
  inputRows(
    hours.map(({ storeId, start }) => ({ store_id: storeId, hour_start: start })),
    { store_id: 'uuid', hour_start: 'timestamptz' },
  );

/** Says of derived hours that orders of them may still come from a source that is not read so far. */
export async function markProvisional(sql: Sql, hours: readonly HourKey[]): Promise<void> {
  if (hours.length === 0) return;
  const input = keysOf(hours);
  await sql.rows({
    name: 'reporting_mark_provisional',
    tells: hours.map(hourHint),
    text: `UPDATE sales_hours h SET provisional = true FROM ${input.from}
           WHERE h.store_id = input.store_id AND h.hour_start = input.hour_start AND NOT h.provisional`,
    values: input.values,
  });
}

/** They are provisional no longer. */
export async function clearProvisional(sql: Sql, hours: readonly HourKey[]): Promise<void> {
  if (hours.length === 0) return;
  const input = keysOf(hours);
  await sql.rows({
    name: 'reporting_clear_provisional',
    tells: hours.map(hourHint),
    text: `UPDATE sales_hours h SET provisional = false FROM ${input.from}
           WHERE h.store_id = input.store_id AND h.hour_start = input.hour_start AND h.provisional`,
    values: input.values,
  });
}

/** Provisional hours, the oldest of a store first, stores in the order of their ids. @param after the last one seen */
export async function provisionalHours(
  sql: Sql,
  after: HourKey | undefined,
  limit: number,
): Promise<StoreHour[]> {
  const rows = await sql.rows<{ store_id: string; hour_start: Date; hour_end: Date }>({
    name: 'reporting_provisional_hours',
    text: `SELECT store_id, hour_start, hour_end FROM sales_hours
           WHERE provisional AND ($1::uuid IS NULL OR (store_id, hour_start) > ($1, $2::timestamptz))
           ORDER BY store_id, hour_start LIMIT $3`,
    values: [after?.storeId ?? null, after?.start ?? null, limit],
  });
  return rows.map((row) => ({ storeId: row.store_id, start: row.hour_start, end: row.hour_end }));
}
