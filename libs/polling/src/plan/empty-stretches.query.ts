import type { Sql } from '#database/sql.js';
import { REREAD_ENDING } from '../windows/reread-streams.js';

/** What was listed of an account without one row, up to the window of it that was closed last. */
export interface EmptyStretch {
  readonly accountId: string;
  readonly from: Date;
  readonly to: Date;
}

/** Of these accounts, those whose live streams all showed nothing lately, none of them for longer than told. */
export function readEmptyStretches(
  sql: Sql,
  accounts: readonly string[],
  closedAfter: Date,
): Promise<EmptyStretch[]> {
  return sql.rows({
    name: 'polling_empty_stretches',
    text: `SELECT account_id AS "accountId", max(empty_from) AS "from", min(empty_to) AS "to" FROM coverage_streams
           WHERE account_id = ANY($1::uuid[]) AND stream !~ '${REREAD_ENDING}'
           GROUP BY account_id HAVING count(*) = count(empty_from) AND max(empty_from) < min(empty_to)
             AND max(empty_at) > $2`,
    values: [accounts, closedAfter],
  });
}
