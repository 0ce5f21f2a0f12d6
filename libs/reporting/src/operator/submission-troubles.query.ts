import { type AccountTrouble, troubleIs } from '#accounts/accounts/account-trouble.js';
import { troublesIn } from '#accounts/accounts/account-troubles.query.js';
import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';
import { STILL_DIFFERS } from '../watch/differences.store.js';
import { isSinksHour } from '../derive/sinks.store.js';
import { UNCONFIRMED } from '../derive/submission-rule.js';

/** Waiting or unknown; what gave way to a later revision is settled, though it stays unknown. */
const SUBMISSIONS = troublesIn({
  what: 'submissions',
  from: 'submissions',
  where: 'settled_at IS NULL AND attempts > 0 AND error_code = ANY($2::text[])',
  since: 'created_at',
});

/** Of one store each: all others' hours go on. */
const BINDINGS = `(
  SELECT s.account_id AS "accountId", 'submissions' AS what, s.error_code AS code,
    array_to_string((array_agg(DISTINCT t.code ORDER BY t.code))[1:10], ', ') || ': ' || max(s.error_message) AS message,
    count(*)::int AS count, min(s.created_at) AS "oldestAt"
  FROM submissions s JOIN stores t ON t.id = s.store_id
  WHERE s.account_id = ANY($1::uuid[]) AND s.settled_at IS NULL AND s.attempts > 0 AND s.error_code = ANY($3::text[])
  GROUP BY s.account_id, s.error_code)`;

/** Sent in vain to make sure of an hour; ends when the vendor accepts anything of it. */
const UNCONFIRMED_HOURS = troublesIn({
  what: 'submissions',
  from: 'submissions',
  where: `error_code = '${UNCONFIRMED}'`,
  since: 'created_at',
});

/** Of the account that the store's hours are reported to. */
const HOURS = `(
  SELECT k.account_id AS "accountId", ${troubleIs('hours', 'differs')},
    'the ledger says something else of ' || array_to_string((array_agg(
      s.code || to_char(d.hour_start AT TIME ZONE 'UTC', '" "YYYY-MM-DD"T"HH24:MI"Z"') ORDER BY d.hour_start))[1:10], ', ')
      AS message, count(*)::int AS count, min(d.hour_start) AS "oldestAt"
  FROM hour_differences d JOIN sales_hours h USING (store_id, hour_start)
  JOIN sales_sinks k ON k.store_id = d.store_id AND ${isSinksHour('d.hour_start')} JOIN stores s ON s.id = d.store_id
  WHERE k.account_id = ANY($1::uuid[]) AND ${STILL_DIFFERS} GROUP BY k.account_id)`;

/**
 * Tells which hours are submitted in vain because the account, a store's binding or the vendor does not work, and which
 * were found to differ from the ledger. Those that wait for a person are discrepancies.
 */
export class SubmissionTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    const values = [ids, codesThatBlame('account', 'vendor'), codesThatBlame('binding')];
    const text = `${SUBMISSIONS} UNION ALL ${BINDINGS} UNION ALL ${UNCONFIRMED_HOURS} UNION ALL ${HOURS}`;
    return this.sql.rows({ name: 'reporting_troubles', text, values });
  }
}
