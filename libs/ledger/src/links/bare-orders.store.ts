import type { Sql } from '#database/sql.js';
import type { OrderBefore } from '../order-refold.js';

/** Orders without a leg, under their locks: they sell nothing and are flagged with nothing, but go on counting postings. */
export async function bareOrders(sql: Sql, orderIds: readonly string[]): Promise<Map<string, OrderBefore>> {
  if (orderIds.length === 0) return new Map();
  const rows = await sql.rows<{ id: string; postings: number; posting_key: string | null }>({
    name: 'ledger_bare_orders',
    text: 'SELECT id, postings, posting_key FROM orders WHERE id = ANY($1::uuid[])',
    values: [orderIds],
  });
  return new Map(
    rows.map(({ id, postings, posting_key: postingKey }) => [
      id,
      { storeId: null, sale: null, postings, postingKey, flags: [] },
    ]),
  );
}
