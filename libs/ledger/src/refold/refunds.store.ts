import type { Sql } from '#database/sql.js';

const PAYMENT = `legs.state #>> '{payment,value,state}'`;

/**
 * Of these legs, those whose orders were folded by what counted before: a payment called refunded sold nothing, a
 * refund told otherwise did not show, and a time of sale that lies ahead counted as it was.
 */
export async function foldedAsBefore(sql: Sql, legIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'ledger_folded_as_before',
    text: `SELECT legs.id FROM legs JOIN orders ON orders.id = order_id
           WHERE legs.id = ANY($1::uuid[]) AND sell_rank IS NOT NULL AND (
             (${PAYMENT} = 'refunded' AND orders.fulfilment <> 'cancelled' AND sale_at IS NULL)
             OR (${PAYMENT} = 'refunded') <> (orders.after_sale = 'refunded')
             OR sale_at > legs.created_at + INTERVAL '10 minutes')`,
    values: [legIds],
  });
  return rows.map(({ id }) => id);
}
