import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** When an order is to be compared again though nothing of it changes; null: not at all. */
export interface ComparisonDue {
  readonly orderId: string;
  readonly at: Date | null;
}

/** The longest waiting first; holds nothing. */
export async function dueOrders(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ order_id: string }>({
    name: 'reconciliation_due_orders',
    text: 'SELECT order_id FROM comparison_dues WHERE due_at <= $1 ORDER BY due_at LIMIT $2',
    values: [now, limit],
  });
  return rows.map((row) => row.order_id);
}

/** When these orders are compared again by themselves. */
export async function readDues(sql: Sql, orderIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const rows = await sql.rows<{ order_id: string; due_at: Date }>({
    name: 'reconciliation_read_dues',
    text: 'SELECT order_id, due_at FROM comparison_dues WHERE order_id = ANY($1::uuid[])',
    values: [orderIds],
  });
  return new Map(rows.map(({ order_id, due_at }) => [order_id, due_at]));
}

/**
 * Under the orders' locks. A row that stands as it should is not written, nor one to come before its order is due: nearly
 * every order gets on before it would be stuck, and its row would move at every step. It is compared then, and moves on.
 */
export async function writeDues(sql: Sql, dues: readonly ComparisonDue[], now: Date): Promise<void> {
  const rows = dues.map(({ orderId, at }) => ({ order_id: orderId, due_at: at }));
  const input = inputRows(rows, { order_id: 'uuid', due_at: 'timestamptz' }, 2);
  await sql.rows({
    name: 'reconciliation_write_dues',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      ended AS (DELETE FROM comparison_dues d USING input WHERE d.order_id = input.order_id AND input.due_at IS NULL)
      INSERT INTO comparison_dues (order_id, due_at)
      SELECT order_id, due_at FROM input WHERE due_at IS NOT NULL ORDER BY order_id
      ON CONFLICT (order_id) DO UPDATE SET due_at = excluded.due_at
        WHERE excluded.due_at < comparison_dues.due_at
          OR (comparison_dues.due_at <= $1 AND comparison_dues.due_at <> excluded.due_at)`,
    values: [now, ...input.values],
  });
}
