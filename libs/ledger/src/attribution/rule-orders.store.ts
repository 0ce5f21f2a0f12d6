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
export const nextOrdersOf = (sql: Sql, looked: OrdersLooked, limit: number): Promise<OrderOfStore[]> =>
  ordersOf(sql, looked, { skipped: 0, limit });

/** @returns the order that is next once so many have been looked at, if there are more */
export async function orderBeyond(
  sql: Sql,
  looked: OrdersLooked,
  most: number,
): Promise<OrderOfStore | undefined> {
  const [order] = await ordersOf(sql, looked, { skipped: most, limit: 1 });
  return order;
}

function ordersOf(
  sql: Sql,
  { storeId, placed, lookedAt, lookedId }: OrdersLooked,
  { skipped, limit }: { readonly skipped: number; readonly limit: number },
): Promise<OrderOfStore[]> {
  const part = placed ? 'placed' : 'unplaced';
  const [offset, most, from] = [String(skipped), String(limit), [lookedId ?? NO_ORDER]];
  return sql.rows({
    name: `ledger_orders_of_store_${part}_${offset}_${most}`,
    text: `SELECT id, placed_at AS order_at FROM orders WHERE ${PARTS[part]} OFFSET ${offset} LIMIT ${most}`,
    values: [storeId, ...(placed ? [lookedAt ?? '-infinity', ...from] : from)],
  });
}
