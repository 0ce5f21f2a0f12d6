import type { Sql } from '#database/sql.js';

/**
 * One consumer is to look at these orders again, although nothing of them is another. Under their locks, or before
 * anything else that others wait for.
 */
export async function lookAgain(
  sql: Sql,
  consumer: string,
  orderIds: readonly string[],
  now: Date,
): Promise<void> {
  if (orderIds.length === 0) return;
  await sql.rows({
    name: 'ledger_look_again',
    text: `INSERT INTO order_changes (consumer, order_id, changed_at)
           SELECT $1, order_id, $2 FROM (SELECT DISTINCT unnest($3::uuid[]) AS order_id) AS looked ORDER BY order_id
           ON CONFLICT (consumer, order_id) DO UPDATE SET changed_at = excluded.changed_at`,
    values: [consumer, now, orderIds],
  });
}

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
