import { Injectable } from '@nestjs/common';
import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { Database } from '#database/database.js';

/** What was left at its old store is told for a day; whatever is recorded of it anew gives it to its store. */
const TROUBLES = `
  SELECT account_id AS "accountId", 'jobs' AS what, CASE WHEN finished_at IS NULL THEN 'failing' ELSE 'left' END AS code,
    (array_agg(coalesce(error_message, '') ORDER BY id DESC))[1] AS message, min(created_at) AS "oldestAt",
    (CASE WHEN finished_at IS NULL THEN count(*) ELSE sum(legs_left) END)::int AS count
  FROM (SELECT * FROM attributions WHERE account_id = ANY($1::uuid[]) AND finished_at IS NULL AND failures > 0
        UNION ALL
        SELECT * FROM attributions WHERE account_id = ANY($1::uuid[]) AND legs_left > 0
          AND finished_at > now() - INTERVAL '1 day') AS troubled
  GROUP BY account_id, finished_at IS NULL`;

/** Tells for which accounts recorded orders cannot be given to their stores. */
@Injectable()
export class AttributionTroublesQuery {
  constructor(private readonly database: Database) {}

  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.database.rows({ name: 'hub_attribution_troubles', text: TROUBLES, values: [ids] });
  }
}
