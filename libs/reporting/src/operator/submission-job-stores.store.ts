import type { Sql } from '#database/sql.js';

/** How far a job is with one of its stores. */
export interface JobStore {
  readonly store_id: string;
  readonly done_through: Date | null;
  readonly waits: number;
  readonly failures: number;
  readonly message: string | null;
}

/** The first of the job's stores that is due. Under its claim. */
export async function dueJobStore(sql: Sql, jobId: string, now: Date): Promise<JobStore | undefined> {
  const [row] = await sql.rows<JobStore>({
    name: 'reporting_due_job_store',
    text: `SELECT store_id, done_through, waits, failures, message FROM submission_job_stores
           WHERE job_id = $1 AND finished_at IS NULL AND due_at <= $2 ORDER BY store_id LIMIT 1`,
    values: [jobId, now],
  });
  return row;
}

/** When the next of the job's stores is due; null: it is through with all. Under its claim. */
export async function nextDueOf(sql: Sql, jobId: string): Promise<Date | null> {
  const [row] = await sql.rows<{ due_at: Date | null }>({
    name: 'reporting_next_due_job_store',
    text: 'SELECT min(due_at) AS due_at FROM submission_job_stores WHERE job_id = $1 AND finished_at IS NULL',
    values: [jobId],
  });
  return row?.due_at ?? null;
}

export interface JobStoreStep {
  readonly doneThrough: Date | null;
  readonly failures: number;
  /** Left after all tries, and why. */
  readonly hoursLeft: number;
  readonly leftMessage: string | null;
  readonly message: string | null;
  readonly finishedAt: Date | null;
}

/** Whatever it waited for is over. */
export async function advanceJobStore(
  sql: Sql,
  jobId: string,
  storeId: string,
  step: JobStoreStep,
): Promise<void> {
  await sql.rows({
    name: 'reporting_advance_job_store',
    text: `UPDATE submission_job_stores SET done_through = $3, failures = $4, waits = 0, hours_left = hours_left + $5,
             left_message = coalesce($6, left_message), message = $7, finished_at = $8
           WHERE job_id = $1 AND store_id = $2`,
    values: [
      ...[jobId, storeId, step.doneThrough, step.failures, step.hoursLeft, step.leftMessage],
      ...[step.message, step.finishedAt],
    ],
  });
}

export interface JobWait {
  /** This one, and every other of the job that is reported to one of these accounts. */
  readonly storeId: string;
  readonly accountIds: readonly string[];
  readonly dueAt: Date;
  readonly waits: number;
  readonly message: string;
}

/** Of many stores that wait for the same one is looked at each time. */
export async function putOffJobStores(sql: Sql, jobId: string, wait: JobWait): Promise<void> {
  await sql.rows({
    name: 'reporting_put_off_job_stores',
    text: `UPDATE submission_job_stores SET due_at = $4, waits = $5, message = $6
           WHERE job_id = $1 AND finished_at IS NULL AND (store_id = $2 OR store_id IN (
             SELECT store_id FROM sales_sinks WHERE account_id = ANY($3::uuid[])))`,
    values: [jobId, wait.storeId, wait.accountIds, wait.dueAt, wait.waits, wait.message],
  });
}

export interface JobFailure {
  readonly storeId: string;
  readonly dueAt: Date;
  readonly message: string;
  /** Whether it is the store's own. */
  readonly counts: boolean;
}

export async function noteJobFailure(sql: Sql, jobId: string, failure: JobFailure): Promise<void> {
  await sql.rows({
    name: 'reporting_note_job_failure',
    text: `UPDATE submission_job_stores SET due_at = $3, message = $4, failures = failures + $5
           WHERE job_id = $1 AND store_id = $2 AND finished_at IS NULL`,
    values: [jobId, failure.storeId, failure.dueAt, failure.message, failure.counts ? 1 : 0],
  });
}

/** What was tried in vain is tried anew: somebody lets the job go on. */
export async function tryJobStoresAnew(sql: Sql, jobId: string, now: Date): Promise<void> {
  await sql.rows({
    name: 'reporting_try_job_stores_anew',
    text: `UPDATE submission_job_stores SET due_at = least(due_at, $2), waits = 0, failures = 0
           WHERE job_id = $1 AND finished_at IS NULL`,
    values: [jobId, now],
  });
}
