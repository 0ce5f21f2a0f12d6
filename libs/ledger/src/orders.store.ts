import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { FoldedOrder } from '#domain/order.js';
import { writeLedgerFlags } from './order-flags.store.js';

/** What an order was before, and what it is now. */
export interface OrderUpdate {
  readonly id: string;
  readonly storeIdBefore: string | null;
  readonly saleAtBefore: Date | null;
  readonly flagsBefore: readonly string[];
  readonly order: FoldedOrder;
}

const ORDER = {
  id: 'uuid',
  store_id: 'uuid',
  status: 'text',
  payment: 'text',
  fulfilment: 'text',
  after_sale: 'text',
  placed_at: 'timestamptz',
  total_fen: 'bigint',
  sale_at: 'timestamptz',
  sale_fen: 'bigint',
  sale_items: 'int',
  sale_lines: 'int',
} as const;

/** Writes orders, and their flags where those are others than before. */
export async function updateOrders(sql: Sql, updates: readonly OrderUpdate[], now: Date): Promise<void> {
  const input = inputRows(updates.map(orderRow), ORDER, 2);
  await sql.rows({
    name: 'ledger_update_orders',
    text: `UPDATE orders SET store_id = input.store_id, status = input.status, payment = input.payment,
             fulfilment = input.fulfilment, after_sale = input.after_sale, placed_at = input.placed_at,
             total_fen = input.total_fen, sale_at = input.sale_at, sale_fen = input.sale_fen,
             sale_items = input.sale_items, sale_lines = input.sale_lines, updated_at = $1
           FROM ${input.from} WHERE orders.id = input.id`,
    values: [now, ...input.values],
  });
  await writeLedgerFlags(sql, updates, now);
}

const orderRow = ({ id, order }: OrderUpdate) => ({
  id,
  store_id: order.storeId,
  status: order.status,
  payment: order.payment,
  fulfilment: order.fulfilment,
  after_sale: order.afterSale,
  placed_at: order.placedAt,
  total_fen: order.totalFen?.toString() ?? null,
  sale_at: order.sale?.saleAt ?? null,
  sale_fen: order.sale?.saleFen.toString() ?? null,
  sale_items: order.sale?.items ?? null,
  sale_lines: order.sale?.lines ?? null,
});

/** Beyond so many moves between two looks of a consumer the places of an order are not noted any more. */
export const MOST_PASSED_THROUGH = 16;

const PLACE_BEFORE = `jsonb_build_array(jsonb_build_object(
             'storeId', excluded.store_id_before, 'saleAt', excluded.sale_at_before))`;

/**
 * Tells every consumer of each order. `before` stays what it was when the consumer has not looked since: it
 * is what that consumer last saw. Where the order was meanwhile is added to it: somebody may have seen it there.
 */
export async function noteChanges(
  sql: Sql,
  updates: readonly Pick<OrderUpdate, 'id' | 'storeIdBefore' | 'saleAtBefore'>[],
  consumers: readonly string[],
  now: Date,
): Promise<void> {
  const rows = updates.map((update) => ({
    id: update.id,
    store_id_before: update.storeIdBefore,
    sale_at_before: update.saleAtBefore,
  }));
  const types = { id: 'uuid', store_id_before: 'uuid', sale_at_before: 'timestamptz' } as const;
  const input = inputRows(rows, types, 3);
  await sql.rows({
    name: 'ledger_note_changes',
    text: `INSERT INTO order_changes AS c (consumer, order_id, changed_at, store_id_before, sale_at_before)
           SELECT consumer, id, $1, store_id_before, sale_at_before
           FROM ${input.from} CROSS JOIN unnest($2::text[]) AS consumer ORDER BY consumer, id
           ON CONFLICT (consumer, order_id) DO UPDATE SET changed_at = excluded.changed_at, passed_through = CASE
             WHEN excluded.store_id_before IS NULL OR excluded.sale_at_before IS NULL
               OR jsonb_array_length(c.passed_through) >= ${MOST_PASSED_THROUGH}
               OR (excluded.store_id_before, excluded.sale_at_before) = (c.store_id_before, c.sale_at_before)
               OR c.passed_through @> ${PLACE_BEFORE} THEN c.passed_through
             ELSE c.passed_through || ${PLACE_BEFORE} END`,
    values: [now, consumers, ...input.values],
  });
}

/** No recording takes longer: one that began before a change may have been stamped before it and not know it. */
const LONGEST_RECORDING = `INTERVAL '1 minute'`;

/** Those of these orders of which a leg was opened since then, or in a recording that was under way. */
export async function newsAmong(
  sql: Sql,
  updates: readonly OrderUpdate[],
  since: Date,
): Promise<OrderUpdate[]> {
  const rows = await sql.rows<{ order_id: string }>({
    name: 'ledger_news_among',
    text: `SELECT DISTINCT order_id FROM legs
           WHERE order_id = ANY($1::uuid[]) AND created_at >= $2::timestamptz - ${LONGEST_RECORDING}`,
    values: [updates.map(({ id }) => id), since],
  });
  const ids = new Set(rows.map((row) => row.order_id));
  return updates.filter(({ id }) => ids.has(id));
}
