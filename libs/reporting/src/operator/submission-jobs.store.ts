import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

/** A job in hand. */
export interface OpenSubmissionJob {
  readonly id: string;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly hours_per_minute: number;
}

interface NewJobRow {
  readonly id: string;
  readonly storeId: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly hoursPerMinute: number;
}

/** Due at once. @param hoursEach of each of its stores */
export async function insertSubmissionJob(
  sql: Sql,
  job: NewJobRow,
  hoursEach: number,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reporting_insert_job',
    tells: [hintOf('job', job.id)],
    text: `WITH stores AS (
             SELECT DISTINCT store_id FROM sales_sinks WHERE $2::uuid IS NULL OR store_id = $2),
           job AS (
             INSERT INTO submission_jobs
               (id, store_id, from_at, to_at, hours_per_minute, hours, due_at, running_since, created_at)
             SELECT $1, $2, $3, $4, $5, $6 * count(*), $7, $7, $7 FROM stores)
           INSERT INTO submission_job_stores (job_id, store_id, due_at) SELECT $1, store_id, $7 FROM stores`,
    values: [job.id, job.storeId, job.from, job.to, job.hoursPerMinute, hoursEach, now],
  });
}

/** The oldest that is due and that nobody else has in hand, until the transaction ends. */
export async function claimSubmissionJob(sql: Sql, now: Date): Promise<OpenSubmissionJob | undefined> {
  const [row] = await sql.rows<OpenSubmissionJob>({
    name: 'reporting_claim_job',
    text: `SELECT id, from_at, to_at, hours_per_minute FROM submission_jobs
           WHERE finished_at IS NULL AND paused_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT 1
           FOR UPDATE SKIP LOCKED`,
    values: [now],
  });
  return row;
}

export interface BackloggedAccount {
  readonly id: string;
  readonly paused: boolean;
  /** A report of it was tried and refused by one of the codes. */
  readonly in_vain: boolean;
}

/** Those of the accounts that have more reports to be sent than a job may add to: what is new must not wait behind them. */
export const backloggedAccounts = (
  sql: Sql,
  accountIds: readonly string[],
  most: number,
  codes: readonly string[],
): Promise<BackloggedAccount[]> =>
  sql.rows({
    name: 'reporting_backlogged',
    text: `SELECT a.id, a.paused, EXISTS (
             SELECT FROM submissions s WHERE s.account_id = a.id AND s.settled_at IS NULL AND s.attempts > 0
               AND s.error_code = ANY($3::text[])) AS in_vain
           FROM accounts a WHERE a.id = ANY($1::uuid[]) AND $2 = (
             SELECT count(*) FROM (
               SELECT FROM submissions s WHERE s.account_id = a.id AND s.settled_at IS NULL LIMIT $2) AS waiting)`,
    values: [accountIds, most, codes],
  });

/** What a step of a job has done. */
export interface JobProgress {
  /** With those that were left. */
  readonly hoursDone: number;
  readonly submissions: number;
  readonly unchanged: number;
  readonly hoursLeft: number;
}

interface JobAdvance extends JobProgress {
  readonly dueAt: Date;
  readonly finishedAt: Date | null;
}

export interface JobStanding {
  readonly jobId: string;
  readonly hoursDone: number;
  readonly hoursLeft: number;
  readonly isDone: boolean;
}

export async function advanceSubmissionJob(sql: Sql, id: string, step: JobAdvance): Promise<JobStanding> {
  const [row] = await sql.rows<JobStanding>({
    name: 'reporting_advance_job',
    tells: [hintOf('job', id)],
    text: `UPDATE submission_jobs SET hours_done = hours_done + $2, submissions = submissions + $3,
             unchanged = unchanged + $4, hours_left = hours_left + $5, due_at = $6, finished_at = $7
           WHERE id = $1 RETURNING id AS "jobId", hours_done AS "hoursDone", hours_left AS "hoursLeft",
             finished_at IS NOT NULL AS "isDone"`,
    values: [
      ...[id, step.hoursDone, step.submissions, step.unchanged, step.hoursLeft, step.dueAt],
      step.finishedAt,
    ],
  });
  if (row === undefined) throw new Error(`the job ${id} is gone`);
  return row;
}
