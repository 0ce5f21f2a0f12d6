import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** A store whose hours are reported. */
export interface Sink {
  readonly store_id: string;
  readonly account_id: string;
  readonly bound_at: Date;
  /** Every hour that begins before it was derived, or lies before the binding. */
  readonly reported_through: Date;
  readonly time_zone: string;
}

const SINK = `SELECT k.store_id, k.account_id, k.bound_at, k.reported_through, s.time_zone
              FROM sales_sinks k JOIN stores s ON s.id = k.store_id`;

export async function sinkZones(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ time_zone: string }>({
    name: 'reporting_zones',
    text: 'SELECT DISTINCT s.time_zone FROM sales_sinks k JOIN stores s ON s.id = k.store_id',
  });
  return rows.map((row) => row.time_zone);
}

export interface ZoneHour {
  readonly time_zone: string;
  /** Start of the zone's last hour that may be derived. */
  readonly last_start: Date;
}

/**
 * Stores that have an hour to derive: one that begins after the binding, was not derived yet, and is not
 * later than its zone's last. The longest behind first; holds nothing.
 */
export async function dueStores(
  sql: Sql,
  zones: readonly ZoneHour[],
  except: readonly string[],
  limit: number,
): Promise<string[]> {
  const input = inputRows(zones, { time_zone: 'text', last_start: 'timestamptz' }, 3);
  const rows = await sql.rows<{ store_id: string }>({
    name: 'reporting_due_stores',
    text: `SELECT k.store_id FROM sales_sinks k JOIN stores s ON s.id = k.store_id
           JOIN ${input.from} ON input.time_zone = s.time_zone
           WHERE k.reported_through <= input.last_start AND k.bound_at < input.last_start
             AND k.store_id <> ALL($1::uuid[])
           ORDER BY k.reported_through, k.store_id LIMIT $2`,
    values: [except, limit, ...input.values],
  });
  return rows.map((row) => row.store_id);
}

/** After `lockStores`, in a statement of its own: what another instance has done meanwhile is seen. */
export const readSinks = (sql: Sql, storeIds: readonly string[]): Promise<Sink[]> =>
  sql.rows({
    name: 'reporting_sinks',
    text: `${SINK} WHERE k.store_id = ANY($1::uuid[]) ORDER BY k.store_id`,
    values: [storeIds],
  });

export async function storeExists(sql: Sql, storeId: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_store',
    text: 'SELECT FROM stores WHERE id = $1',
    values: [storeId],
  });
  return rows.length > 0;
}

export interface Progress {
  readonly store_id: string;
  readonly reported_through: Date;
}

export async function moveSinks(sql: Sql, progress: readonly Progress[]): Promise<void> {
  const input = inputRows(progress, { store_id: 'uuid', reported_through: 'timestamptz' });
  await sql.rows({
    name: 'reporting_move_sinks',
    text: `UPDATE sales_sinks SET reported_through = input.reported_through FROM ${input.from}
           WHERE sales_sinks.store_id = input.store_id`,
    values: input.values,
  });
}
