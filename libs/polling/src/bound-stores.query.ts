import type { Sql } from '#database/sql.js';

/** The vendor's store ids that these accounts have bound, the earliest binding first; absent where there is none. */
export async function readBoundStores(
  sql: Sql,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql.rows<{ account_id: string; vendor_store_ids: readonly string[] }>({
    name: 'polling_bound_stores',
    text: `SELECT account_id, array_agg(vendor_store_id ORDER BY id) AS vendor_store_ids
           FROM store_bindings WHERE account_id = ANY($1::uuid[]) GROUP BY account_id`,
    values: [accountIds],
  });
  return new Map(rows.map((row) => [row.account_id, row.vendor_store_ids]));
}
