import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { FoldedOrder } from '#domain/order.js';
import type { PostingCause } from '#domain/posting.js';
import { writeLedgerFlags } from './order-flags.store.js';
import { type Posted, type PostedBefore, postChanges } from './posting-changes.js';

/** What an order was before, what it is now, and why. */
export interface OrderUpdate {
  readonly id: string;
  readonly before: PostedBefore & { readonly flags: readonly string[] };
  readonly cause: PostingCause;
  readonly order: FoldedOrder;
  /** Of its legs. */
  readonly connectors: readonly string[];
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
  postings: 'int',
  posting_key: 'text',
} as const;

/** Writes orders with their postings, and their flags where those are others than before. */
export async function updateOrders(sql: Sql, updates: readonly OrderUpdate[], now: Date): Promise<void> {
  const posted = await postChanges(
    sql,
    updates.map(({ id, before, cause, order }) => ({ id, before, cause, wanted: order.postings })),
  );
  const input = inputRows(
    updates.map((update, at) => orderRow(update, posted[at] ?? update.before)),
    ORDER,
    2,
  );
  await sql.rows({
    name: 'ledger_update_orders',
    // One that goes to another store is of no single one: whoever saw it where it was hears of it, too.
    tells: updates.map(({ id, before, order }) =>
      hintOf('order', id, before.storeId === null || before.storeId === order.storeId ? order.storeId : null),
    ),
    text: `UPDATE orders SET store_id = input.store_id, status = input.status, payment = input.payment,
             fulfilment = input.fulfilment, after_sale = input.after_sale, placed_at = input.placed_at,
             total_fen = input.total_fen, sale_at = input.sale_at, sale_fen = input.sale_fen,
             sale_items = input.sale_items, sale_lines = input.sale_lines, postings = input.postings,
             posting_key = input.posting_key, updated_at = $1
           FROM ${input.from} WHERE orders.id = input.id`,
    values: [now, ...input.values],
  });
  await writeLedgerFlags(sql, updates, now);
}

const orderRow = ({ id, order }: OrderUpdate, posted: Pick<PostedBefore, keyof Posted>) => ({
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
  postings: posted.postings,
  posting_key: posted.postingKey,
});

/** That a consumer is to look at an order. */
export interface ChangeOfOrder {
  readonly consumer: string;
  readonly id: string;
  /** How many postings it had before the change. */
  readonly since_posting: number;
}

/**
 * Tells consumers of orders, and after which of its postings they have not looked: where one has not looked since an
 * earlier change, after those that it saw then.
 */
export async function noteChanges(sql: Sql, changes: readonly ChangeOfOrder[], now: Date): Promise<void> {
  const input = inputRows(changes, { consumer: 'text', id: 'uuid', since_posting: 'int' }, 2);
  await sql.rows({
    name: 'ledger_note_changes',
    text: `INSERT INTO order_changes AS c (consumer, order_id, changed_at, since_posting)
           SELECT consumer, id, $1, since_posting FROM ${input.from} ORDER BY consumer, id
           ON CONFLICT (consumer, order_id) DO UPDATE SET changed_at = excluded.changed_at`,
    values: [now, ...input.values],
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
