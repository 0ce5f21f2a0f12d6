import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import type { Sql } from '#database/sql.js';

export const RUN_STANDINGS = ['open', 'paused', 'failing', 'left'] as const;
/** `failing`: its last slice failed. `left`: it ended within a day, and has not compared every order. */
export type RunStanding = (typeof RUN_STANDINGS)[number];

/** SQL: how a run (r) stands; null: it is through with all of its own, or a person ended it. */
const STANDING = `CASE WHEN r.finished_at IS NOT NULL THEN
    CASE WHEN r.cancelled_at IS NULL AND (r.is_cut_short OR r.orders_left > 0) THEN 'left' END
  WHEN r.paused_at IS NOT NULL THEN 'paused' WHEN r.failures > 0 THEN 'failing' ELSE 'open' END`;
const LATELY = `(r.finished_at IS NULL OR r.finished_at > now() - INTERVAL '1 day')`;

export interface RunCount {
  readonly state: RunStanding;
  readonly count: number;
}

/** Each is one of them; zeros are left out. */
export const readRunCounts = (sql: Sql): Promise<RunCount[]> =>
  sql.rows({
    name: 'reconciliation_run_standings',
    text: `SELECT state, count(*)::int AS count FROM (
             SELECT ${STANDING} AS state FROM reconciliation_runs r WHERE ${LATELY}) s
           WHERE state IS NOT NULL GROUP BY state`,
  });

/** Tells of which accounts a run of their own fails, or has left orders. Those of all accounts are alarms of their own. */
export class RunTroublesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.sql.rows({
      name: 'reconciliation_run_troubles',
      text: `SELECT account_id AS "accountId", 'jobs' AS what, code, (array_agg(coalesce(error_message, '') ORDER BY id DESC))[1] AS message,
               (CASE code WHEN 'left' THEN sum(orders_left) ELSE count(*) END)::int AS count, min(created_at) AS "oldestAt"
             FROM (SELECT r.*, ${STANDING} AS code FROM reconciliation_runs r
                   WHERE ${LATELY} AND account_id = ANY($1::uuid[])) r
             WHERE code IN ('failing', 'left') GROUP BY account_id, code`,
      values: [ids],
    });
  }
}
