import type { Sql } from '#database/sql.js';

/** Commands of these orders that count as done by an order at the till which is in another order now. */
export async function placedElsewhere(sql: Sql, orderIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'dispatch_placed_elsewhere',
    text: `SELECT d.id FROM legs own JOIN dispatches d ON d.leg_id = own.id AND d.kind = 'place' AND d.state = 'done'
           JOIN legs till ON till.account_id = d.account_id AND till.vendor_no = d.vendor_no
           WHERE own.order_id = ANY($1::uuid[]) AND till.order_id <> own.order_id ORDER BY d.id`,
    values: [orderIds],
  });
  return rows.map((row) => row.id);
}
