import { type AccountTrouble, troubleIs } from '#accounts/accounts/account-trouble.js';
import type { Sql } from '#database/sql.js';

const MOST_NAMED = 20;

/** By the discrepancies alone: one that a person has dismissed or accepted is no trouble any more. */
const UNKNOWN_STORES = `
  SELECT account_id AS "accountId", ${troubleIs('orders', 'unknown_store')},
    'no store goes by: ' || array_to_string((array_agg(value || ' (' || count || ')' ORDER BY count DESC, value))
      [1:${String(MOST_NAMED)}], ', ') AS message,
    sum(count)::int AS count, min(since) AS "oldestAt"
  FROM (SELECT account_id, since, evidence ->> 'value' AS value, (evidence ->> 'count')::int AS count FROM discrepancies
        WHERE rule = 'unknown_store' AND state = 'open' AND account_id = ANY($1::uuid[])) AS d
  GROUP BY 1`;

/** Hours that wait for a person, to be reported again: for as long as their discrepancies are open. */
const ASKING_HOURS = `
  SELECT h.asks_account_id AS "accountId", 'hours' AS what, h.asks AS code,
    'not what the vendor has, and waits for a person: ' || array_to_string((array_agg(
      s.code || to_char(h.hour_start AT TIME ZONE 'UTC', '" "YYYY-MM-DD"T"HH24:MI"Z"') ORDER BY h.hour_start))[1:10], ', ')
      AS message, count(*)::int AS count, min(h.hour_start) AS "oldestAt"
  FROM discrepancies d JOIN sales_hours h USING (store_id, hour_start) JOIN stores s ON s.id = h.store_id
  WHERE d.rule = 'hour_differs' AND d.state = 'open' AND h.asks IS NOT NULL AND h.asks_account_id = ANY($1::uuid[])
  GROUP BY h.asks_account_id, h.asks`;

/** Tells of which accounts orders name stores that are not there, and hours wait for a person. */
export class AccountDiscrepanciesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.sql.rows({
      name: 'reconciliation_troubles',
      text: `${UNKNOWN_STORES} UNION ALL ${ASKING_HOURS}`,
      values: [ids],
    });
  }
}
