import type { Sql } from '#database/sql.js';

/** Orders that changed, the longest waiting first; holds nothing. */
export async function peekChanges(
  sql: Sql,
  consumer: string,
  limit: number,
  except: readonly string[] = [],
): Promise<string[]> {
  const rows = await sql.rows<{ order_id: string }>({
    name: 'ledger_peek_changes',
    text: `SELECT order_id FROM order_changes WHERE consumer = $1 AND order_id <> ALL($2::uuid[])
           ORDER BY changed_at LIMIT $3`,
    values: [consumer, except, limit],
  });
  return rows.map((row) => row.order_id);
}

/**
 * Takes the changes of these orders, but for those that somebody else holds. To be called under their
 * `lockOrderRows`: whoever notes a change holds its order, so locking the other way round could wait in a circle.
 * @returns the orders whose change was still there
 */
export async function takeChanges(
  sql: Sql,
  consumer: string,
  orderIds: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows<{ order_id: string }>({
    name: 'ledger_take_changes',
    text: `DELETE FROM order_changes WHERE consumer = $1 AND order_id IN (
             SELECT order_id FROM order_changes WHERE consumer = $1 AND order_id = ANY($2::uuid[])
             FOR UPDATE SKIP LOCKED)
           RETURNING order_id`,
    values: [consumer, orderIds],
  });
  return rows.map((row) => row.order_id);
}
