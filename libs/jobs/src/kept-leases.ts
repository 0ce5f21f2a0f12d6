import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { enqueue } from './job-queue.js';
import type { Leased, Leases } from './lease.js';
import { type LeasedRows, nextDue, renewLeases } from './leased-rows.store.js';
import type { Task } from './task.js';

/** What could not be claimed though it is due is looked at again after this long, ms. */
const SHORTEST_WAIT_MS = 1_000;

/** Holds on to rows for as long as they are worked on here, however long that is. */
export class KeptLeases {
  private readonly kept = new Set<Leased>();

  constructor(
    private readonly sql: Sql,
    private readonly rows: LeasedRows,
    private readonly clock: Clock,
    private readonly leases: Leases,
  ) {}

  keep(row: Leased): void {
    this.kept.add(row);
  }

  letGo(row: Leased): void {
    this.kept.delete(row);
  }

  /** Renews three times in a lease's length. @returns ends it */
  start(): () => void {
    const renewing = setInterval(() => {
      // Without the database nobody can take a lease over either.
      this.renew().catch(() => undefined);
    }, this.leases.lengthMs / 3).unref();
    return () => {
      clearInterval(renewing);
    };
  }

  async renew(): Promise<void> {
    if (this.kept.size === 0) return;
    await renewLeases(this.sql, this.rows, [...this.kept], this.leases.until(), this.clock.latest());
  }
}

/** Wakes the task when something is next due, once for all hubs. */
export async function wakeAtNextDue(
  sql: Sql,
  rows: LeasedRows,
  task: Task<Record<string, never>>,
  now: Date,
): Promise<void> {
  const due = await nextDue(sql, rows, now);
  if (due === undefined) return;
  const runAt = new Date(Math.max(due.getTime(), now.getTime() + SHORTEST_WAIT_MS));
  await enqueue(sql, task, {}, { key: `${task.name}:next`, runAt });
}
