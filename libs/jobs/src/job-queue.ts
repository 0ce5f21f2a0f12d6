import type { Sql } from '#database/sql.js';
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

const ADD_JOB = `SELECT graphile_worker.add_job(
  identifier => $1, payload => $2::json, job_key => $3, queue_name => $4,
  run_at => $5::timestamptz, priority => $6::int, max_attempts => ${String(MAX_ATTEMPTS)}) IS NOT NULL AS added`;

/**
 * Adds a job in the caller's transaction: it exists exactly if what caused it was committed. A wake-up
 * whose key is taken by a job already running becomes a further run, so nothing is missed.
 */
export async function enqueue<Payload>(
  sql: Sql,
  task: Task<Payload>,
  payload: Payload,
  options: JobOptions = {},
): Promise<void> {
  await sql.rows({
    name: 'add_job',
    text: ADD_JOB,
    values: [
      task.name,
      JSON.stringify(payload),
      options.key ?? null,
      options.lane ?? null,
      options.runAt ?? null,
      options.priority ?? 0,
    ],
  });
}

/**
 * A deduplicated "there is work for this task". The key is the instance's own: one key shared by all
 * instances would make their commits wait for each other on a single row.
 */
export function wakeUp(sql: Sql, task: Task<Record<string, never>>, instanceId: string): Promise<void> {
  return wakeUpAll(sql, [task], instanceId);
}

/** Several wake-ups by one statement; always in the order given, so that two callers cannot wait for each other. */
export async function wakeUpAll(
  sql: Sql,
  tasks: readonly Task<Record<string, never>>[],
  instanceId: string,
): Promise<void> {
  await sql.rows({
    name: 'add_wake_ups',
    text: `SELECT graphile_worker.add_job(identifier => task, payload => '{}'::json, job_key => key,
             priority => 0, max_attempts => ${String(MAX_ATTEMPTS)}) IS NOT NULL AS added
           FROM unnest($1::text[], $2::text[]) AS wanted(task, key)`,
    values: [tasks.map(({ name }) => name), tasks.map((task) => wakeUpKey(task, instanceId))],
  });
}

export const wakeUpKey = (task: Task<Record<string, never>>, instanceId: string): string =>
  `${task.name}:${instanceId}`;
