import type { Database } from '#database/database.js';

/** Leaves orders as a hub of before there were postings would have: they sell, and have posted nothing. */
export const unpost = (database: Database, ...orderIds: readonly string[]): Promise<void> =>
  database.transaction(async (sql) => {
    // Rows that are only ever added to are let go by nobody else.
    await sql.rows({ text: 'SET LOCAL session_replication_role = replica' });
    await sql.rows({
      text: 'DELETE FROM sale_postings WHERE order_id = ANY($1::uuid[])',
      values: [orderIds],
    });
    await sql.rows({
      text: 'UPDATE orders SET postings = 0, posting_key = NULL WHERE id = ANY($1::uuid[])',
      values: [orderIds],
    });
  });
