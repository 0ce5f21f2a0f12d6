import { inputRows } from '#database/input-rows.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { attributionOf, STORES_ON_THE_MOVE } from '#ledger/places.store.js';

/** Through which binding a store's hours are reported: those that begin in [starts_at, ends_at). */
export interface Sink {
  readonly binding_id: string;
  readonly store_id: string;
  readonly account_id: string;
  readonly starts_at: Date;
  /** Null: open. */
  readonly ends_at: Date | null;
  /** Every hour of this sink that begins before it was derived. */
  readonly reported_through: Date;
  readonly time_zone: string;
  /** Of its store. */
  readonly business_day_start: string;
  /** The attribution that the store's orders are on the move by: until it ends nothing is derived. */
  readonly waits_for: string | null;
}

const SINK = `SELECT k.binding_id, k.store_id, k.account_id, k.starts_at, k.ends_at, k.reported_through, s.time_zone,
                s.business_day_start,
                ${attributionOf('k.store_id')} AS waits_for
              FROM sales_sinks k JOIN stores s ON s.id = k.store_id`;

/** The sink (k) that has hours left to derive. */
export const UNFINISHED_SINK = '(k.ends_at IS NULL OR k.reported_through < k.ends_at)';

/** Whether an hour that begins then is the sink's (k). */
export const isSinksHour = (hourStart: string): string =>
  `(${hourStart} >= k.starts_at AND (k.ends_at IS NULL OR ${hourStart} < k.ends_at))`;

export async function sinkZones(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ time_zone: string }>({
    name: 'reporting_zones',
    text: `SELECT DISTINCT s.time_zone FROM sales_sinks k JOIN stores s ON s.id = k.store_id WHERE ${UNFINISHED_SINK}`,
  });
  return rows.map((row) => row.time_zone);
}

export interface ZoneHour {
  readonly time_zone: string;
  /** Start of the zone's last hour that may be derived. */
  readonly last_start: Date;
}

/**
 * Stores that have an hour to derive: one of a sink's time that was not derived yet, and is not later than its
 * zone's last; not those whose orders are on the move. The longest behind first; holds nothing.
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
           WHERE k.reported_through <= input.last_start AND ${UNFINISHED_SINK}
             AND k.store_id <> ALL($1::uuid[]) AND k.store_id <> ALL(${STORES_ON_THE_MOVE})
           GROUP BY k.store_id ORDER BY min(k.reported_through), k.store_id LIMIT $2`,
    values: [except, limit, ...input.values],
  });
  return rows.map((row) => row.store_id);
}

/**
 * Of each store in the order of their times. After `lockStores`, in a statement of its own: what another
 * instance has done meanwhile is seen.
 */
export const readSinks = (sql: Sql, storeIds: readonly string[]): Promise<Sink[]> =>
  sql.rows({
    name: 'reporting_sinks',
    text: `${SINK} WHERE k.store_id = ANY($1::uuid[]) ORDER BY k.store_id, k.starts_at, k.binding_id`,
    values: [storeIds],
  });

/** Whose sinks: of all stores, of these, or of one. */
export interface SinksOf {
  readonly storeId?: string | undefined;
  readonly stores?: StoreScope | undefined;
}

/** Of each in the order of their times, the stores in that of their ids. */
export function readAllSinks(
  sql: Sql,
  { storeId, stores }: SinksOf,
  fromStoreId: string | undefined,
): Promise<Sink[]> {
  const scoped = scopedTo(stores, '$3', (given) => `k.store_id = ANY(${given}::uuid[])`);
  return sql.rows({
    name: `reporting_all_sinks${scoped.name}`,
    text: `${SINK} WHERE ($1::uuid IS NULL OR k.store_id = $1) AND ($2::uuid IS NULL OR k.store_id >= $2)${scoped.and}
           ORDER BY k.store_id, k.starts_at, k.binding_id`,
    values: [storeId ?? null, fromStoreId ?? null, ...scoped.values],
  });
}

export async function storeExists(sql: Sql, storeId: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_store',
    text: 'SELECT FROM stores WHERE id = $1',
    values: [storeId],
  });
  return rows.length > 0;
}

export interface Progress {
  readonly binding_id: string;
  readonly reported_through: Date;
}

export async function moveSinks(sql: Sql, progress: readonly Progress[]): Promise<void> {
  const input = inputRows(progress, { binding_id: 'uuid', reported_through: 'timestamptz' });
  await sql.rows({
    name: 'reporting_move_sinks',
    text: `UPDATE sales_sinks SET reported_through = input.reported_through FROM ${input.from}
           WHERE sales_sinks.binding_id = input.binding_id`,
    values: input.values,
  });
}
