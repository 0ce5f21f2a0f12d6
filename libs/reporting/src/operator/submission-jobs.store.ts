import type { Sql } from '#database/sql.js';

/** A job in hand. */
export interface OpenSubmissionJob {
  readonly id: string;
  readonly store_id: string | null;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly hours_per_minute: number;
  readonly at_store_id: string | null;
  readonly done_through: Date | null;
}

/** The oldest that is due and that nobody else has in hand, until the transaction ends. */
export async function claimSubmissionJob(sql: Sql, now: Date): Promise<OpenSubmissionJob | undefined> {
  const [row] = await sql.rows<OpenSubmissionJob>({
    name: 'reporting_claim_job',
    text: `SELECT id, store_id, from_at, to_at, hours_per_minute, at_store_id, done_through FROM submission_jobs
           WHERE finished_at IS NULL AND paused_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT 1
           FOR UPDATE SKIP LOCKED`,
    values: [now],
  });
  return row;
}

/** The store that follows among those that are reported; undefined at the end. */
export async function nextReportedStore(sql: Sql, after: string | null): Promise<string | undefined> {
  const [row] = await sql.rows<{ store_id: string }>({
    name: 'reporting_next_store',
    text: `SELECT store_id FROM sales_sinks WHERE $1::uuid IS NULL OR store_id > $1 ORDER BY store_id LIMIT 1`,
    values: [after],
  });
  return row?.store_id;
}

export async function countReportedStores(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ stores: number }>({
    name: 'reporting_reported_stores',
    text: 'SELECT count(DISTINCT store_id)::int AS stores FROM sales_sinks',
  });
  return row?.stores ?? 0;
}

/** Whether these accounts have more reports to be sent than a job may add to: what is new must not wait behind them. */
export async function isBacklogged(sql: Sql, accountIds: readonly string[], most: number): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_backlogged',
    text: 'SELECT FROM submissions WHERE account_id = ANY($1::uuid[]) AND settled_at IS NULL LIMIT $2',
    values: [accountIds, most],
  });
  return rows.length === most;
}

export interface JobStep {
  readonly atStoreId: string | null;
  readonly doneThrough: Date | null;
  readonly hoursDone: number;
  readonly submissions: number;
  readonly unchanged: number;
  readonly hoursLeft: number;
  readonly dueAt: Date;
  readonly message: string | null;
  readonly finishedAt: Date | null;
}

export async function advanceSubmissionJob(sql: Sql, id: string, step: JobStep): Promise<void> {
  await sql.rows({
    name: 'reporting_advance_job',
    text: `UPDATE submission_jobs SET at_store_id = $2, done_through = $3, hours_done = hours_done + $4,
             submissions = submissions + $5, unchanged = unchanged + $6, hours_left = hours_left + $7, due_at = $8,
             error_message = $9, finished_at = $10 WHERE id = $1`,
    values: [
      ...[id, step.atStoreId, step.doneThrough, step.hoursDone, step.submissions, step.unchanged],
      ...[step.hoursLeft, step.dueAt, step.message, step.finishedAt],
    ],
  });
}

/** Not one that is paused or at its end meanwhile. */
export async function postponeSubmissionJob(
  sql: Sql,
  id: string,
  dueAt: Date,
  message: string,
): Promise<void> {
  await sql.rows({
    name: 'reporting_postpone_job',
    text: 'UPDATE submission_jobs SET due_at = $2, error_message = $3 WHERE id = $1 AND finished_at IS NULL',
    values: [id, dueAt, message],
  });
}
