import { type AccountTrouble, troubleIs } from '#accounts/accounts/account-trouble.js';
import { troublesIn } from '#accounts/accounts/account-troubles.query.js';
import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';
import { cameRightSince } from './unverified.store.js';

const DELIVERIES = troublesIn({
  what: 'deliveries',
  from: 'deliveries',
  where: `state = 'pending' AND attempts > 0 AND error_code = ANY($2::text[])`,
  since: 'received_at',
});

/** So many were refused in a day that the last of them were not kept. */
const BEYOND = `(
  SELECT account_id AS "accountId", ${troubleIs('deliveries', 'refused_not_kept')},
    'refused for their content beyond what is kept of a day, and only counted' AS message, sum(beyond)::int AS count,
    min(first_beyond_at) AS "oldestAt"
  FROM refused_days WHERE account_id = ANY($1::uuid[]) AND last_beyond_at > clock_timestamp() - INTERVAL '24 hours'
  GROUP BY account_id)`;

/** One alone may be a stranger's. */
const FEWEST_UNVERIFIED = 2;

/** As long as none came right after them. */
const UNVERIFIED = `(
  SELECT account_id AS "accountId", 'deliveries' AS what, reason AS code, message, count, since AS "oldestAt"
  FROM unverified_deliveries u WHERE account_id = ANY($1::uuid[]) AND count >= ${String(FEWEST_UNVERIFIED)}
    AND NOT ${cameRightSince('u.account_id', 'u.last_at')})`;

/** Until they are made good or dismissed, for a day after they last came. */
const REFUSED = troublesIn({
  what: 'deliveries',
  from: 'deliveries',
  where: `state = 'refused' AND settled_at IS NULL AND due_at > clock_timestamp()`,
  since: 'received_at',
});

/** Nothing of these is recorded until a person says what they are. */
const CONTRADICTIONS = troublesIn({
  what: 'deliveries',
  from: 'deliveries',
  where: `state = 'contradicts'`,
  since: 'received_at',
});

/**
 * Tells which deliveries are worked off in vain because the account or its vendor does not work, and which wait for a
 * person because their number is another order's, or because they were refused.
 */
export class DeliveryTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    const values = [ids, codesThatBlame('account', 'vendor')];
    return this.sql.rows({
      name: 'intake_troubles',
      text: [DELIVERIES, CONTRADICTIONS, REFUSED, BEYOND, UNVERIFIED].join(' UNION ALL '),
      values,
    });
  }
}
