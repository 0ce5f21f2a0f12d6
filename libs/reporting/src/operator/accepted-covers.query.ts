import type { Sql } from '#database/sql.js';

/** Whether a report that covers what the account's vendor had was ever accepted. */
export async function hasCovered(sql: Sql, accountId: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_has_covered',
    text: `SELECT FROM submissions WHERE account_id = $1 AND cover AND state = 'accepted' LIMIT 1`,
    values: [accountId],
  });
  return rows.length > 0;
}
