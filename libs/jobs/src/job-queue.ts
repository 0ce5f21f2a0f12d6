import { inputRows } from '#database/input-rows.js';
import type { LastStatement, Sql } from '#database/sql.js';
import type { Task } from './task.js';

export interface JobOptions {
  /** A job that waits under the same key is replaced instead of added to. */
  readonly key?: string;
  /** Jobs of one lane run one after the other, across all instances. */
  readonly lane?: string;
  readonly runAt?: Date;
  /** Smaller runs first. */
  readonly priority?: number;
}

const MAX_ATTEMPTS = 25;

const JOB = {
  task: 'text',
  payload: 'text',
  key: 'text',
  lane: 'text',
  run_at: 'timestamptz',
  priority: 'int',
} as const;
type Job = Readonly<Record<keyof typeof JOB, string | number | Date | null>>;

/** Always in the order of the keys, so that two transactions cannot wait for each other. */
const ADD_JOBS: LastStatement<Job> = {
  of(jobs) {
    const input = inputRows(oneOfEachKey(jobs), JOB);
    return {
      name: 'add_jobs',
      text: `SELECT graphile_worker.add_job(identifier => task, payload => payload::json, job_key => key,
               queue_name => lane, run_at => run_at, priority => priority,
               max_attempts => ${String(MAX_ATTEMPTS)}) IS NOT NULL AS added FROM ${input.from}`,
      values: input.values,
    };
  },
};

/** The last one that was asked for; those without a key are all different. */
function oneOfEachKey(jobs: readonly Job[]): Job[] {
  const keyed = new Map(jobs.flatMap((job) => (job.key === null ? [] : [[String(job.key), job]])));
  const sorted = [...keyed].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, job]) => job);
  return [...sorted, ...jobs.filter(({ key }) => key === null)];
}

/**
 * Adds a job in the caller's transaction, as its last statement: it exists exactly if what caused it was
 * committed, and its row, which others may want, is held by nobody who waits for anything else. A wake-up
 * whose key is taken by a job already running becomes a further run, so nothing is missed.
 */
export async function enqueue<Payload>(
  sql: Sql,
  task: Task<Payload>,
  payload: Payload,
  options: JobOptions = {},
): Promise<void> {
  const job = {
    task: task.name,
    payload: JSON.stringify(payload),
    key: options.key ?? null,
    lane: options.lane ?? null,
    run_at: options.runAt ?? null,
    priority: options.priority ?? 0,
  };
  if (sql.last === undefined) await sql.rows(ADD_JOBS.of([job]));
  else sql.last(ADD_JOBS, job);
}

/**
 * A deduplicated "there is work for this task", added as {@link enqueue} does. The key is the instance's own:
 * one key shared by all instances would make their commits wait for each other on a single row.
 */
export const wakeUp = (sql: Sql, task: Task<Record<string, never>>, instanceId: string): Promise<void> =>
  enqueue(sql, task, {}, { key: wakeUpKey(task, instanceId) });

export const wakeUpKey = (task: Task<Record<string, never>>, instanceId: string): string =>
  `${task.name}:${instanceId}`;
