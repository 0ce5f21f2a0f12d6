import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { troublesIn } from '#accounts/accounts/account-troubles.query.js';
import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';

const DELIVERIES = troublesIn({
  what: 'deliveries',
  from: 'deliveries',
  where: `state = 'pending' AND attempts > 0 AND error_code = ANY($2::text[])`,
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
 * person because their number is another order's.
 */
export class DeliveryTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    const values = [ids, codesThatBlame('account', 'vendor')];
    return this.sql.rows({
      name: 'intake_troubles',
      text: `${DELIVERIES} UNION ALL ${CONTRADICTIONS}`,
      values,
    });
  }
}
