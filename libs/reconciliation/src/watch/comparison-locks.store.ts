import type { Sql } from '#database/sql.js';

/**
 * One comparison of an order, an hour or an account after the other, in one order for everybody, until the transaction
 * ends. Not by the orders' rows: nobody who records waits for a comparison.
 * @param subjects what names them
 */
export async function lockComparisons(sql: Sql, subjects: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'reconciliation_lock',
    text: `SELECT pg_advisory_xact_lock(key) FROM (
             SELECT DISTINCT hashtextextended('compare ' || subject, 0) AS key FROM unnest($1::text[]) AS subject ORDER BY key
             OFFSET 0) AS keys`,
    values: [subjects],
  });
}
