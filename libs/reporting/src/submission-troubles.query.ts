import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { troublesIn } from '#accounts/accounts/account-troubles.query.js';
import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';

/** Waiting or unknown; what gave way to a later revision is settled, though it stays unknown. */
const SUBMISSIONS = troublesIn({
  what: 'submissions',
  from: 'submissions',
  where: 'settled_at IS NULL AND attempts > 0 AND error_code = ANY($2::text[])',
  since: 'created_at',
});

/** Tells which hours are submitted in vain because the account or its vendor does not work. */
export class SubmissionTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    const values = [ids, codesThatBlame('account', 'vendor')];
    return this.sql.rows({ name: 'reporting_troubles', text: SUBMISSIONS, values });
  }
}
