import type { Sql } from '#database/sql.js';
import { STORES_ON_THE_MOVE } from '#ledger/places.store.js';
import { REPORTING_CONSUMER } from '../reporting.tasks.js';

/** Where and when an order counts. */
export interface Place {
  readonly storeId: string;
  readonly at: Date;
}

/** In SQL: what an order has posted since we last looked (c: its change). */
const POSTED_SINCE = 'FROM sale_postings p WHERE p.order_id = c.order_id AND p.seq > c.since_posting';

/** In SQL: a change (c) has waited for ten minutes, and not for orders that are on the move. */
export const WAITS_TOO_LONG = `c.consumer = '${REPORTING_CONSUMER}' AND c.changed_at < now() - INTERVAL '10 minutes'
  AND NOT EXISTS (SELECT ${POSTED_SINCE} AND p.store_id = ANY(${STORES_ON_THE_MOVE}))`;

/** A changed order and every store at which it has posted something since we last looked. */
export interface ChangedOrder {
  readonly orderId: string;
  readonly storeIds: readonly string[];
}

/**
 * The longest waiting first; holds nothing. A change at a store whose orders are on the move waits until they are not,
 * and one at a store of `except` is left out.
 */
export async function peekChanges(
  sql: Sql,
  limit: number,
  except: readonly string[],
): Promise<ChangedOrder[]> {
  const rows = await sql.rows<{ readonly order_id: string; readonly store_ids: string[] }>({
    name: 'reporting_peek_changes',
    text: `SELECT c.order_id, ARRAY(SELECT DISTINCT p.store_id ${POSTED_SINCE}) AS store_ids
           FROM order_changes c
           WHERE c.consumer = $1 AND NOT EXISTS (
             SELECT ${POSTED_SINCE} AND (p.store_id = ANY(${STORES_ON_THE_MOVE}) OR p.store_id = ANY($3::uuid[])))
           ORDER BY c.changed_at LIMIT $2`,
    values: [REPORTING_CONSUMER, limit, except],
  });
  return rows.map((row) => ({ orderId: row.order_id, storeIds: row.store_ids }));
}

/** Holds the changes of these orders, but for those that somebody else holds. @returns the orders */
export async function holdChanges(sql: Sql, orderIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ order_id: string }>({
    name: 'reporting_hold_changes',
    text: `SELECT order_id FROM order_changes
           WHERE consumer = $1 AND order_id = ANY($2::uuid[]) FOR UPDATE SKIP LOCKED`,
    values: [REPORTING_CONSUMER, orderIds],
  });
  return rows.map((row) => row.order_id);
}

/**
 * Where each of these orders has posted something since we last looked. Must come after `holdChanges` in a statement
 * of its own: in one statement a change that was renewed while it waited would be held together with its order's
 * older postings.
 */
export async function placesSince(sql: Sql, orderIds: readonly string[]): Promise<Map<string, Place[]>> {
  const places = new Map<string, Place[]>(orderIds.map((id) => [id, []]));
  const rows = await sql.rows<{ order_id: string; store_id: string; at: Date }>({
    name: 'reporting_places_since',
    text: `SELECT DISTINCT p.order_id, p.store_id, p.at FROM order_changes c
           JOIN sale_postings p ON p.order_id = c.order_id AND p.seq > c.since_posting
           WHERE c.consumer = $1 AND c.order_id = ANY($2::uuid[])`,
    values: [REPORTING_CONSUMER, orderIds],
  });
  for (const { order_id, store_id, at } of rows) places.get(order_id)?.push({ storeId: store_id, at });
  return places;
}

export async function deleteChanges(sql: Sql, orderIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'reporting_delete_changes',
    text: 'DELETE FROM order_changes WHERE consumer = $1 AND order_id = ANY($2::uuid[])',
    values: [REPORTING_CONSUMER, orderIds],
  });
}
