import { Injectable } from '@nestjs/common';
import { type AccountTrouble, troubleIs } from '#accounts/accounts/account-trouble.js';
import { Database } from '#database/database.js';
import { leadingLeg } from '#ledger/leading-leg.js';

/** Somebody who looks at accounts waits for it. Beyond so many the count says no more than "many". */
const MOST_COUNTED = 10_000;

/** Of these orders: the account whose leg leads. */
const LEADING = leadingLeg('o.id');

/**
 * Orders that nobody could post count by what they sell until something is recorded of them; those that counted otherwise
 * than is known of them are flagged. A day that does not come to what its orders sell is told for a day, of whom the
 * store's hours are reported to; the sweep goes on comparing.
 */
const TROUBLES = `
  SELECT account_id AS "accountId", what, code, message, min(at) AS "oldestAt", count(*)::int AS count FROM (
    SELECT l.account_id, ${troubleIs('jobs', 'left')}, o.sale_at AS at,
      'what these orders count for could not be written down: they count as before' AS message
    FROM (SELECT id, sale_at FROM orders WHERE posting_key IS NULL AND sale_at IS NOT NULL
            AND EXISTS (SELECT FROM refolds WHERE kind = 'postings' AND finished_at IS NOT NULL)
          LIMIT ${String(MOST_COUNTED)}) o ${LEADING}
    UNION ALL
    SELECT l.account_id, 'orders', o.code, o.since, 'these orders count otherwise than what is known of them'
    FROM (SELECT order_id AS id, code, since FROM order_flags WHERE code = 'counted_otherwise' AND dismissed_at IS NULL
          LIMIT ${String(MOST_COUNTED)}) o ${LEADING}
    UNION ALL
    SELECT k.account_id, 'jobs', 'differs', d.day, 'the postings of days do not come to what their orders sell'
    FROM filled_day_differences d JOIN sales_sinks k ON k.store_id = d.store_id AND k.ends_at IS NULL
    WHERE d.found_at > now() - INTERVAL '1 day') AS troubled
  WHERE account_id = ANY($1::uuid[]) GROUP BY 1, 2, 3, 4`;

/** Tells for which accounts orders of before there were postings are not posted as they should be. */
@Injectable()
export class FillingTroublesQuery {
  constructor(private readonly database: Database) {}

  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.database.rows({ name: 'hub_filling_troubles', text: TROUBLES, values: [ids] });
  }
}
