import type { Sql } from '#database/sql.js';

/** Those of a till's orders that somebody else's leg belongs to: they are not one that we lost. */
export async function ordersOfOthers(
  sql: Sql,
  accountId: string,
  vendorNos: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows<{ vendor_no: string }>({
    name: 'dispatch_orders_of_others',
    text: `SELECT own.vendor_no FROM legs own
           WHERE own.account_id = $1 AND own.vendor_no = ANY($2::text[]) AND EXISTS (
             SELECT FROM legs beside WHERE beside.order_id = own.order_id AND beside.id <> own.id)`,
    values: [accountId, vendorNos],
  });
  return rows.map((row) => row.vendor_no);
}
