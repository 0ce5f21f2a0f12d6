import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

/** What a person changes of a job. Left out: it stays. */
export interface JobChange {
  readonly pausedAt?: Date | null;
  readonly runningSince?: Date;
  readonly doneBefore?: number;
  readonly dueAt?: Date;
  readonly cancelledAt?: Date;
  readonly finishedAt?: Date;
}

export interface LockedJob {
  readonly pausedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly hoursDone: number;
}

export async function lockJobToChange(sql: Sql, id: string): Promise<LockedJob | undefined> {
  const [row] = await sql.rows<LockedJob>({
    name: 'reporting_lock_job_to_change',
    text: `SELECT paused_at AS "pausedAt", finished_at AS "finishedAt", hours_done AS "hoursDone" FROM submission_jobs
           WHERE id = $1 FOR NO KEY UPDATE`,
    values: [id],
  });
  return row;
}

const COLUMNS: Readonly<Record<keyof JobChange, string>> = {
  pausedAt: 'paused_at',
  runningSince: 'running_since',
  doneBefore: 'done_before',
  dueAt: 'due_at',
  cancelledAt: 'cancelled_at',
  finishedAt: 'finished_at',
};

/** One that changes nothing writes nothing. */
export async function writeJobChange(sql: Sql, id: string, change: JobChange): Promise<void> {
  const given = Object.entries(change) as [keyof JobChange, unknown][];
  if (given.length === 0) return;
  const set = given.map(([field], at) => `${COLUMNS[field]} = $${String(at + 2)}`).join(', ');
  await sql.rows({
    tells: [hintOf('job', id)],
    text: `UPDATE submission_jobs SET ${set} WHERE id = $1`,
    values: [id, ...given.map(([, value]) => value)],
  });
}
