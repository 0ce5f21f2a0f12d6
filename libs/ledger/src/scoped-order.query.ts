import type { Sql } from '#database/sql.js';
import { isOrderOf, isWholeOrderOf } from './order-scope.query.js';

/** `whole`: the order is of these stores with all its legs; `shared`: another store has one; `unseen`: it is none of theirs. */
export type OrderStanding = 'whole' | 'shared' | 'unseen';

/** Whether whoever sees these stores may act on an order as a whole. */
export async function orderStanding(
  sql: Sql,
  orderId: string,
  stores: readonly string[],
): Promise<OrderStanding> {
  const [row] = await sql.rows<{ is_whole: boolean; is_seen: boolean }>({
    name: 'ledger_order_standing',
    text: `SELECT ${isOrderOf('$1::uuid', '$2')} AS is_seen, ${isWholeOrderOf('$1::uuid', '$2')} AS is_whole`,
    values: [orderId, stores],
  });
  if (row?.is_seen !== true) return 'unseen';
  return row.is_whole ? 'whole' : 'shared';
}
