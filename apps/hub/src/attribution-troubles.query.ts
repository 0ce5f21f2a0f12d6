import { Injectable } from '@nestjs/common';
import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { Database } from '#database/database.js';

/**
 * What was left at its old store, or to count as before, is told for a day; whatever is recorded of it anew puts it right.
 * Orders that do not count by their store's rule set are told of whom the store's hours are reported to: they rest.
 */
const TROUBLES = `
  SELECT account_id AS "accountId", 'jobs' AS what, CASE WHEN finished_at IS NULL THEN 'failing' ELSE 'left' END AS code,
    (array_agg(coalesce(error_message, '') ORDER BY id DESC))[1] AS message, min(created_at) AS "oldestAt",
    (CASE WHEN finished_at IS NULL THEN count(*) ELSE sum(legs_left) END)::int AS count
  FROM (SELECT coalesce(a.account_id, k.account_id) AS account_id, a.id, finished_at, error_message, a.created_at, legs_left
        FROM attributions a
        LEFT JOIN sales_sinks k ON a.rule_version IS NOT NULL AND k.store_id = ANY(a.store_ids) AND k.ends_at IS NULL
        WHERE (finished_at IS NULL AND failures > 0)
          OR (finished_at > now() - INTERVAL '1 day' AND legs_left > 0)) AS troubled
  WHERE account_id = ANY($1::uuid[]) GROUP BY account_id, finished_at IS NULL`;

/** Tells for which accounts recorded orders cannot be given to their stores, or be made to count by a rule set. */
@Injectable()
export class AttributionTroublesQuery {
  constructor(private readonly database: Database) {}

  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.database.rows({ name: 'hub_attribution_troubles', text: TROUBLES, values: [ids] });
  }
}
