import type { Sql } from '#database/sql.js';

/** A task whose jobs have failed one after the other, and none was done since. */
export interface FailingTask {
  readonly task: string;
  readonly since: Date;
  readonly count: number;
}

export async function noteTaskFailure(sql: Sql, task: string): Promise<void> {
  await sql.rows({
    name: 'task_note_failure',
    text: `INSERT INTO task_failures AS f (task, since, last_at, count) VALUES ($1, clock_timestamp(), clock_timestamp(), 1)
           ON CONFLICT (task) DO UPDATE SET last_at = clock_timestamp(), count = f.count + 1`,
    values: [task],
  });
}

export async function forgetTaskFailures(sql: Sql, task: string): Promise<void> {
  await sql.rows({
    name: 'task_forget_failures',
    text: 'DELETE FROM task_failures WHERE task = $1',
    values: [task],
  });
}

/** Those that failed so often at least, and within the last day: a task of before an upgrade is done by nobody any more. */
export const failingTasks = (sql: Sql, fewest: number): Promise<FailingTask[]> =>
  sql.rows({
    name: 'tasks_failing',
    text: `SELECT task, since, count FROM task_failures
           WHERE count >= $1 AND last_at > clock_timestamp() - INTERVAL '1 day' ORDER BY task`,
    values: [fewest],
  });
