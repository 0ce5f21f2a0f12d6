import type { TroubleList } from './account-trouble.js';

/** Where a list keeps what is tried in vain: pieces of SQL, all of them constants. */
export interface TriedInVain {
  readonly what: TroubleList;
  /** Has `account_id`, `error_code` and `error_message`. */
  readonly from: string;
  readonly where: string;
  /** The column that tells the oldest and the newest. */
  readonly since: string;
}

/**
 * SQL for the `AccountTrouble`s of the accounts $1 in one list; may stand in a UNION ALL. `where` must name what
 * waits in the words of a partial index: what has ended grows without end, and nobody may read through it here.
 */
export const troublesIn = ({ what, from, where, since }: TriedInVain): string => `(
  SELECT DISTINCT ON (account_id, error_code) account_id AS "accountId", '${what}' AS what, error_code AS code,
    coalesce(error_message, '') AS message, (count(*) OVER same)::int AS count, min(${since}) OVER same AS "oldestAt"
  FROM ${from} WHERE account_id = ANY($1::uuid[]) AND error_code IS NOT NULL AND ${where}
  WINDOW same AS (PARTITION BY account_id, error_code)
  ORDER BY account_id, error_code, ${since} DESC)`;
