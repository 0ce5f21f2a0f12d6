import { inputRows } from '#database/input-rows.js';
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

/** A change, and which noting of it: another one is another version. */
export interface NotedChange {
  readonly orderId: string;
  readonly version: string;
}

/** As {@link peekChanges}, for who takes them away by {@link endNoted}. */
export const peekNoted = (
  sql: Sql,
  consumer: string,
  limit: number,
  except: readonly string[] = [],
): Promise<NotedChange[]> =>
  sql.rows({
    name: 'ledger_peek_noted',
    text: `SELECT order_id AS "orderId", xmin::text AS version FROM order_changes
           WHERE consumer = $1 AND order_id <> ALL($2::uuid[]) ORDER BY changed_at LIMIT $3`,
    values: [consumer, except, limit],
  });

/**
 * Takes away changes that were not noted again since they were peeked. Whoever holds one is about to note it again, or
 * takes it back that he has: it stays, and is looked at once more. So nobody is waited for, in whatever order he comes.
 */
export async function endNoted(sql: Sql, consumer: string, changes: readonly NotedChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ orderId, version }) => ({ order_id: orderId, version }));
  const input = inputRows(rows, { order_id: 'uuid', version: 'text' }, 2);
  await sql.rows({
    name: 'ledger_end_noted',
    text: `DELETE FROM order_changes WHERE consumer = $1 AND order_id IN (
             SELECT c.order_id FROM order_changes c JOIN ${input.from} USING (order_id)
             WHERE c.consumer = $1 AND c.xmin::text = input.version FOR UPDATE OF c SKIP LOCKED)`,
    values: [consumer, ...input.values],
  });
}
