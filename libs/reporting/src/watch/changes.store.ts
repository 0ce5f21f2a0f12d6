import type { Sql } from '#database/sql.js';
import { MOST_PASSED_THROUGH } from '#ledger/orders.store.js';
import { STORES_ON_THE_MOVE } from '#ledger/places.store.js';
import { REPORTING_CONSUMER } from '../reporting.tasks.js';

/** Where and when an order counts. */
export interface Place {
  readonly storeId: string;
  readonly at: Date;
}

/** A changed order and every store that it was given to since we last looked, the present one too. */
export interface ChangedOrder {
  readonly orderId: string;
  readonly storeIds: readonly string[];
}

/** The longest waiting first; holds nothing. A change at a store whose orders are on the move waits until they are not. */
export async function peekChanges(sql: Sql, limit: number): Promise<ChangedOrder[]> {
  const rows = await sql.rows<DbChange & { readonly store_id: string | null }>({
    name: 'reporting_peek_changes',
    text: `SELECT c.order_id, c.store_id_before, c.sale_at_before, c.passed_through, o.store_id
           FROM order_changes c LEFT JOIN orders o ON o.id = c.order_id
           WHERE c.consumer = $1 AND (c.store_id_before = ANY(${STORES_ON_THE_MOVE})) IS NOT TRUE
             AND (o.store_id = ANY(${STORES_ON_THE_MOVE})) IS NOT TRUE AND NOT EXISTS (
               SELECT FROM jsonb_array_elements(c.passed_through) AS place
               WHERE (place ->> 'storeId')::uuid = ANY(${STORES_ON_THE_MOVE}))
           ORDER BY c.changed_at LIMIT $2`,
    values: [REPORTING_CONSUMER, limit],
  });
  return rows.map((row) => {
    const before = placesOf(row).map(({ storeId }) => storeId);
    return { orderId: row.order_id, storeIds: row.store_id === null ? before : [...before, row.store_id] };
  });
}

export interface HeldChange {
  readonly orderId: string;
  /** Where the order counted when we last looked, and since; the present place is the order's own to tell. */
  readonly places: readonly Place[];
  /** It moved so often that it may have been elsewhere, too. */
  readonly mayLackPlaces: boolean;
}

/** Holds the changes of these orders, but for those that somebody else holds. */
export async function holdChanges(sql: Sql, orderIds: readonly string[]): Promise<HeldChange[]> {
  const rows = await sql.rows<DbChange>({
    name: 'reporting_hold_changes',
    text: `SELECT order_id, store_id_before, sale_at_before, passed_through FROM order_changes
           WHERE consumer = $1 AND order_id = ANY($2::uuid[]) FOR UPDATE SKIP LOCKED`,
    values: [REPORTING_CONSUMER, orderIds],
  });
  return rows.map((row) => ({
    orderId: row.order_id,
    places: placesOf(row),
    mayLackPlaces: row.passed_through.length >= MOST_PASSED_THROUGH,
  }));
}

/**
 * Where the orders count now; those that sell nothing are missing. Must come after `holdChanges` in a
 * statement of its own: in one statement a change that was renewed while it waited would be held together
 * with its order's older state.
 */
export async function presentPlaces(sql: Sql, orderIds: readonly string[]): Promise<Map<string, Place>> {
  const rows = await sql.rows<{ id: string; store_id: string; sale_at: Date }>({
    name: 'reporting_present_places',
    text: `SELECT id, store_id, sale_at FROM orders
           WHERE id = ANY($1::uuid[]) AND store_id IS NOT NULL AND sale_at IS NOT NULL`,
    values: [orderIds],
  });
  return new Map(rows.map(({ id, store_id, sale_at }) => [id, { storeId: store_id, at: sale_at }]));
}

export async function deleteChanges(sql: Sql, orderIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'reporting_delete_changes',
    text: 'DELETE FROM order_changes WHERE consumer = $1 AND order_id = ANY($2::uuid[])',
    values: [REPORTING_CONSUMER, orderIds],
  });
}

interface DbChange {
  readonly order_id: string;
  readonly store_id_before: string | null;
  readonly sale_at_before: Date | null;
  readonly passed_through: readonly { readonly storeId: string; readonly saleAt: string }[];
}

function placesOf({ store_id_before, sale_at_before, passed_through }: DbChange): Place[] {
  const since = passed_through.map(({ storeId, saleAt }) => ({ storeId, at: new Date(saleAt) }));
  if (store_id_before === null || sale_at_before === null) return since;
  return [{ storeId: store_id_before, at: sale_at_before }, ...since];
}
