import type { Database } from '#database/database.js';
import { enqueue } from './job-queue.js';
import type { Task } from './task.js';

export interface Every {
  readonly ms: number;
  readonly now: Date;
  /** How long after the full hour or day, in UTC, a slot begins, ms; 0 by default. */
  readonly afterMs?: number | undefined;
}

/**
 * Makes a clock tick happen once across all instances: whoever first takes the slot adds the job, in
 * the same transaction. A slot that was missed while everything was down is made up for by the next. One that
 * lies further ahead than the next was taken by a clock that was wrong, and counts for nothing.
 * @returns whether this instance took the slot
 */
export function takeTick(
  database: Database,
  task: Task<Record<string, never>>,
  every: Every,
): Promise<boolean> {
  const slot = slotOf(every);
  return database.transaction(async (sql) => {
    const taken = await sql.rows({
      name: 'take_tick',
      text: `INSERT INTO ticks (name, slot) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET slot = excluded.slot
               WHERE ticks.slot < excluded.slot OR ticks.slot > excluded.slot + make_interval(secs => $3::float8 / 1000)
             RETURNING name`,
      values: [task.name, slot, every.ms],
    });
    if (taken.length === 0) return false;
    await enqueue(sql, task, {}, { key: `tick:${task.name}` });
    return true;
  });
}

const slotOf = ({ ms, now, afterMs = 0 }: Every): Date =>
  new Date(Math.floor((now.getTime() - afterMs) / ms) * ms + afterMs);
