import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { troublesIn } from '#accounts/accounts/account-troubles.query.js';
import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';

/**
 * Whatever its code: a window that fails is a stretch of the account that nobody has seen. But not of a stream that
 * the account has no more: that is how somebody wanted it.
 */
const WINDOWS = troublesIn({
  what: 'windows',
  from: 'windows',
  where: `state = 'failed' AND error_code IS DISTINCT FROM 'stream_gone'`,
  since: 'from_at',
});

/**
 * The table holds legs that are still fetched, and no others. One failure says little: its next try may be a day
 * away, and until then it would tell of a vendor that has long recovered.
 */
const REFRESHES = troublesIn({
  what: 'refreshes',
  from: 'refreshes',
  where: 'failures > 1 AND error_code = ANY($2::text[])',
  since: 'first_at',
});

/** While there are any: none of them is in the ledger. */
const UNREAD = troublesIn({
  what: 'windows',
  from: `(SELECT account_id, 'unread_rows' AS error_code, state, first_at,
            coalesce('order ' || vendor_no, 'a row without a number') || ' could not be read: ' || message AS error_message
          FROM unread_rows) unread`,
  where: `state = 'open'`,
  since: 'first_at',
});

/** Tells what polling tries in vain: windows that fail, and legs that cannot be fetched again. */
export class PollingTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.sql.rows({
      name: 'polling_troubles',
      text: [WINDOWS, REFRESHES, UNREAD].join(' UNION ALL '),
      values: [ids, codesThatBlame('account', 'vendor')],
    });
  }
}
