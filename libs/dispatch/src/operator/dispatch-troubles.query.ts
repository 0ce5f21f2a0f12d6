import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { troublesIn } from '#accounts/accounts/account-troubles.query.js';
import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';

/** What is held is not tried; what is being sent this very moment shows no code. */
const DISPATCHES = troublesIn({
  what: 'dispatches',
  from: 'dispatches',
  where: `state IN ('waiting', 'unknown') AND failures > 0 AND error_code = ANY($2::text[])`,
  since: 'created_at',
});

/** Tells which commands are tried in vain because the account or its vendor does not work. */
export class DispatchTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    const values = [ids, codesThatBlame('account', 'vendor')];
    return this.sql.rows({ name: 'dispatch_troubles', text: DISPATCHES, values });
  }
}
