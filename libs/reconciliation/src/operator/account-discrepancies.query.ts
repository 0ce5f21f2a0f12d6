import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import type { Sql } from '#database/sql.js';

const MOST_NAMED = 20;

/** By the discrepancies alone: one that a person has dismissed or accepted is no trouble any more. */
const UNKNOWN_STORES = `
  SELECT account_id AS "accountId", 'orders' AS what, 'unknown_store' AS code,
    'no store goes by: ' || array_to_string((array_agg(value || ' (' || count || ')' ORDER BY count DESC, value))
      [1:${String(MOST_NAMED)}], ', ') AS message,
    sum(count)::int AS count, min(since) AS "oldestAt"
  FROM (SELECT account_id, since, evidence ->> 'value' AS value, (evidence ->> 'count')::int AS count FROM discrepancies
        WHERE rule = 'unknown_store' AND state = 'open' AND account_id = ANY($1::uuid[])) AS d
  GROUP BY 1`;

/** Tells of which accounts orders name stores that are not there. */
export class AccountDiscrepanciesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.sql.rows({ name: 'reconciliation_troubles', text: UNKNOWN_STORES, values: [ids] });
  }
}
