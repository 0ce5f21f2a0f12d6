import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import type { Sql } from '#database/sql.js';
import type { RepairState } from '../mend/repair.js';

export interface RepairCount {
  readonly state: RepairState;
  readonly count: number;
}

/** Those that have not ended, and those made within a day: ids begin with their time. Zeros are left out. */
export const readRepairCounts = (sql: Sql): Promise<RepairCount[]> =>
  sql.rows({
    name: 'reconciliation_repair_counts',
    text: `SELECT state, count(*)::int AS count FROM repairs
           WHERE state IN ('fetching', 'planned', 'approved', 'begun')
             OR id >= (lpad(to_hex((extract(epoch FROM now() - INTERVAL '1 day') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
           GROUP BY state`,
  });

/**
 * Tells of which accounts repairs have failed, or have mended nothing, as long as their discrepancy is open and nothing
 * else is done about it: who dismisses or accepts that, or approves a repair once more, ends it.
 */
export class RepairTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.sql.rows({
      name: 'reconciliation_repair_troubles',
      text: `SELECT account_id AS "accountId", 'repairs' AS what, code,
               (array_agg(kind || ': ' || coalesce(error_message, code) ORDER BY id DESC))[1] AS message,
               count(*)::int AS count, min(ended_at) AS "oldestAt"
             FROM (SELECT r.*, CASE r.state WHEN 'failed' THEN 'failed' ELSE 'mended_nothing' END AS code
                   FROM repairs r JOIN discrepancies d ON d.id = r.discrepancy_id
                   WHERE d.state = 'open' AND (r.state = 'failed' OR r.verified = 'not_mended')
                     AND r.account_id = ANY($1::uuid[])
                     AND NOT EXISTS (SELECT FROM repairs n WHERE n.discrepancy_id = r.discrepancy_id AND n.id > r.id)) r
             GROUP BY account_id, code`,
      values: [ids],
    });
  }
}
