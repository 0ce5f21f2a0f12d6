import type { Sql } from '#database/sql.js';

export interface OrdersLooked {
  readonly storeId: string;
  /** Those that are known to be placed, at or after a time; else all that are not, whatever their time is. */
  readonly placed: boolean;
  /** The last one's time, else from which time on. */
  readonly lookedAt: Date | null;
  /** The last one. */
  readonly lookedId: string | null;
}

export interface OrderOfStore {
  readonly id: string;
  readonly order_at: Date | null;
}

const NO_ORDER = '00000000-0000-0000-0000-000000000000';

/** Every column of the index that has them, or the orders would not be known to be in order. */
const PARTS = {
  placed: 'store_id = $1 AND (placed_at, id) > ($2::timestamptz, $3::uuid) ORDER BY placed_at, id',
  unplaced: 'store_id = $1 AND placed_at IS NULL AND id > $2::uuid ORDER BY store_id, placed_at, id',
} as const;

/** The next orders of a store. */
export function nextOrdersOf(
  sql: Sql,
  { storeId, placed, lookedAt, lookedId }: OrdersLooked,
  limit: number,
): Promise<OrderOfStore[]> {
  const part = placed ? 'placed' : 'unplaced';
  const from = [lookedId ?? NO_ORDER];
  return sql.rows({
    name: `ledger_orders_of_store_${part}_${String(limit)}`,
    text: `SELECT id, placed_at AS order_at FROM orders WHERE ${PARTS[part]} LIMIT ${String(limit)}`,
    values: [storeId, ...(placed ? [lookedAt ?? '-infinity', ...from] : from)],
  });
}
