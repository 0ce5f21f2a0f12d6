import type { Sql } from '#database/sql.js';
import { REPORTING_CONSUMER } from './reporting.tasks.js';

/** A changed order and the stores it was and is given to. */
export interface ChangedOrder {
  readonly order_id: string;
  readonly store_id_before: string | null;
  readonly store_id: string | null;
}

/** The longest waiting first; holds nothing. */
export const peekChanges = (sql: Sql, limit: number): Promise<ChangedOrder[]> =>
  sql.rows({
    name: 'reporting_peek_changes',
    text: `SELECT c.order_id, c.store_id_before, o.store_id
           FROM order_changes c LEFT JOIN orders o ON o.id = c.order_id
           WHERE c.consumer = $1 ORDER BY c.changed_at LIMIT $2`,
    values: [REPORTING_CONSUMER, limit],
  });

export interface HeldChange {
  readonly order_id: string;
  readonly store_id_before: string | null;
  readonly sale_at_before: Date | null;
}

/** Holds the changes of these orders, but for those that somebody else holds. */
export const holdChanges = (sql: Sql, orderIds: readonly string[]): Promise<HeldChange[]> =>
  sql.rows({
    name: 'reporting_hold_changes',
    text: `SELECT order_id, store_id_before, sale_at_before FROM order_changes
           WHERE consumer = $1 AND order_id = ANY($2::uuid[]) FOR UPDATE SKIP LOCKED`,
    values: [REPORTING_CONSUMER, orderIds],
  });

export interface CurrentSale {
  readonly id: string;
  readonly store_id: string | null;
  readonly sale_at: Date | null;
}

/**
 * What the orders sell now. Must come after `holdChanges` in a statement of its own: in one statement a
 * change that was renewed while it waited would be held together with its order's older state.
 */
export const currentSales = (sql: Sql, orderIds: readonly string[]): Promise<CurrentSale[]> =>
  sql.rows({
    name: 'reporting_current_sales',
    text: 'SELECT id, store_id, sale_at FROM orders WHERE id = ANY($1::uuid[])',
    values: [orderIds],
  });

export async function deleteChanges(sql: Sql, orderIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'reporting_delete_changes',
    text: 'DELETE FROM order_changes WHERE consumer = $1 AND order_id = ANY($2::uuid[])',
    values: [REPORTING_CONSUMER, orderIds],
  });
}
