import type { Sql } from '#database/sql.js';

/** A live window that could be read now. */
export interface WaitingWindow {
  readonly id: string;
  readonly account_id: string;
  readonly stream: string;
  readonly from_at: Date;
  readonly to_at: Date;
}

/** More of them than a day's calls are not ordered any better. */
const MOST = 2_000;

/** Live windows that are due, the newest first, of accounts that have more than one of them: others have no choice. */
export function readWaitingWindows(
  sql: Sql,
  accountIds: readonly string[],
  now: Date,
): Promise<WaitingWindow[]> {
  return sql.rows({
    name: 'polling_waiting_windows',
    text: `SELECT id, account_id, stream, from_at, to_at FROM (
             SELECT id, account_id, stream, from_at, to_at, count(*) OVER (PARTITION BY account_id) AS waiting
             FROM windows WHERE account_id = ANY($1::uuid[]) AND state <> 'closed' AND due_at <= $2
               AND backfill_id IS NULL) AS due
           WHERE waiting > 1 ORDER BY to_at DESC LIMIT ${String(MOST)}`,
    values: [accountIds, now],
  });
}
