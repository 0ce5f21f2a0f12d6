import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { OrderUpdate } from './orders.store.js';

/** The stores whose orders are on their way to another store or other hours, as an array in SQL. */
export const STORES_ON_THE_MOVE = `ARRAY(
  SELECT on_the_move.id FROM attributions CROSS JOIN unnest(store_ids) AS on_the_move (id) WHERE finished_at IS NULL)`;

/** In SQL: the attribution that orders of this store are on their way by; null when there is none. */
export const attributionOf = (store: string): string =>
  `(SELECT min(a.id::text)::uuid FROM attributions a WHERE a.finished_at IS NULL AND ${store} = ANY(a.store_ids))`;

/** Where and when orders counted, or count now. */
export interface MovedPlace {
  readonly attribution_id: string;
  readonly store_id: string;
  /** The beginning of a quarter of an hour. */
  readonly quarter: Date;
}

/** Every quarter of an hour in which the moved orders have posted something by it: where they were, and where they are. */
export async function notePlaces(sql: Sql, id: string, moved: readonly OrderUpdate[]): Promise<void> {
  const rows = moved.map((update) => ({ order_id: update.id, since: update.before.postings }));
  const input = inputRows(rows, { order_id: 'uuid', since: 'int' }, 2);
  await sql.rows({
    name: 'ledger_note_places',
    text: `INSERT INTO attribution_places (attribution_id, store_id, quarter)
           SELECT DISTINCT $1::uuid, p.store_id, date_bin('15 minutes', p.at, 'epoch')
           FROM ${input.from} JOIN sale_postings p ON p.order_id = input.order_id AND p.seq > input.since
           ON CONFLICT DO NOTHING`,
    values: [id, ...input.values],
  });
}

/** Places of attributions that have ended, at stores that no other is at work on, but for some. In order; holds nothing. */
export const peekPlaces = (sql: Sql, limit: number, exceptStores: readonly string[]): Promise<MovedPlace[]> =>
  sql.rows({
    name: 'ledger_peek_places',
    text: `SELECT p.attribution_id, p.store_id, p.quarter FROM attribution_places p
           JOIN attributions a ON a.id = p.attribution_id
           WHERE a.finished_at IS NOT NULL AND p.store_id <> ALL(${STORES_ON_THE_MOVE}) AND p.store_id <> ALL($2::uuid[])
           ORDER BY p.store_id, p.quarter LIMIT $1`,
    values: [limit, exceptStores],
  });

export async function deletePlaces(sql: Sql, places: readonly MovedPlace[]): Promise<void> {
  const input = inputRows(places, { attribution_id: 'uuid', store_id: 'uuid', quarter: 'timestamptz' });
  await sql.rows({
    name: 'ledger_delete_places',
    text: `DELETE FROM attribution_places p USING ${input.from}
           WHERE p.attribution_id = input.attribution_id AND p.store_id = input.store_id AND p.quarter = input.quarter`,
    values: input.values,
  });
}
