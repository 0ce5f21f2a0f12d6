import type { Sql } from '#database/sql.js';
import { forgetTaskFailures, noteTaskFailure } from './task-failures.store.js';

/** What another hub noted is taken away so much later at most, ms: tasks are done many times a second. */
const FORGET_EVERY_MS = 60_000;

/**
 * Notes which tasks fail, for all hubs. A job that fails is tried again by graphile-worker, or replaced by the next
 * tick, and neither says that the task has not come to its end for a while. What cannot be noted is not.
 */
export class TaskFailures {
  private readonly forgottenAt = new Map<string, number>();

  constructor(private readonly sql: Sql) {}

  /** Never rejects. */
  async failed(task: string): Promise<void> {
    this.forgottenAt.delete(task);
    await noteTaskFailure(this.sql, task).catch(() => undefined);
  }

  /** Never rejects. */
  async done(task: string): Promise<void> {
    const now = performance.now();
    if (now - (this.forgottenAt.get(task) ?? -Infinity) < FORGET_EVERY_MS) return;
    this.forgottenAt.set(task, now);
    await forgetTaskFailures(this.sql, task).catch(() => this.forgottenAt.delete(task));
  }
}
