import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { troublesIn } from '#accounts/accounts/account-troubles.query.js';
import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { longUnknownBefore } from '../long-unknown.js';

const IN_VAIN = `failures > 0 AND error_code = ANY($2::text[])`;

/** What is held is not tried; what is being sent this very moment shows no code. */
const DISPATCHES = troublesIn({
  what: 'dispatches',
  from: 'dispatches',
  where: `state IN ('waiting', 'unknown') AND ${IN_VAIN}`,
  since: 'created_at',
});

/** Whoever is to blame: an order may be at the till or not, and nobody knows. */
const LONG_UNKNOWN = troublesIn({
  what: 'dispatches',
  from: `(SELECT account_id, 'outcome_unknown' AS error_code,
            coalesce(error_message, 'nobody could find out whether it arrived') AS error_message, created_at
          FROM dispatches WHERE account_id = ANY($1::uuid[]) AND state IN ('waiting', 'unknown') AND state = 'unknown'
            AND write_before <= $3 AND (${IN_VAIN}) IS NOT TRUE) AS unknown`,
  where: 'true',
  since: 'created_at',
});

/**
 * Tells which commands are tried in vain because the account or its vendor does not work, and which were sent long ago
 * without anybody knowing what became of them.
 */
export class DispatchTroublesQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    const values = [ids, codesThatBlame('account', 'vendor'), longUnknownBefore(this.clock.now())];
    return this.sql.rows({
      name: 'dispatch_troubles',
      text: `${DISPATCHES} UNION ALL ${LONG_UNKNOWN}`,
      values,
    });
  }
}
