import type { Database } from '#database/database.js';
import { failsAll } from '#database/fails-all.js';
import { laterPauseMs } from '#database/later.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { kindOf } from '#domain/thrown.js';
import { failedPauseMs } from '#jobs/slice-tries.js';
import type { Deriving } from '../derive/deriving.js';
import type { Holding } from '../derive/holding.js';
import { dueJobStore, type JobStore, nextDueOf, noteJobFailure } from './submission-job-stores.store.js';
import { SubmissionJobStep } from './submission-job-step.js';
import {
  advanceSubmissionJob,
  claimSubmissionJob,
  type JobStanding,
  type OpenSubmissionJob,
} from './submission-jobs.store.js';

interface RunParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly deriving: Deriving;
  readonly holding: Holding;
  readonly log: Log;
}

const MINUTE_MS = 60_000;

/**
 * Works off the periods that people asked for, a batch of one store's hours in each transaction, no faster than the job
 * says. Whoever comes next, after a crash too, goes on where the last batch ended. A store that cannot go on rests,
 * and the others go on; after some tries its hours are left.
 */
export class SubmissionJobRun {
  private readonly step: SubmissionJobStep;

  constructor(private readonly parts: RunParts) {
    this.step = new SubmissionJobStep(parts);
  }

  /** Until none is due. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.takeBatch()));
  }

  /** @returns whether there was one */
  private async takeBatch(): Promise<boolean> {
    const { database, clock } = this.parts;
    const found: { job?: OpenSubmissionJob | undefined; store?: JobStore | undefined } = {};
    try {
      const standing = await database.transaction(async (sql) => {
        found.job = await claimSubmissionJob(sql, clock.now());
        if (found.job === undefined) return undefined;
        found.store = await dueJobStore(sql, found.job.id, clock.now());
        return found.store === undefined
          ? this.restOrEnd(sql, found.job)
          : this.takeOf(sql, found.job, found.store);
      });
      if (standing?.isDone === true) this.tellDone(standing);
    } catch (error) {
      if (found.job === undefined || found.store === undefined) throw error;
      await this.fail(found.job, found.store, error);
    }
    return found.job !== undefined;
  }

  private async takeOf(sql: Sql, job: OpenSubmissionJob, store: JobStore): Promise<JobStanding> {
    const progress = await this.step.take(sql, job, store);
    const done = progress.hoursDone - progress.hoursLeft;
    const dueAt = this.in(Math.ceil((done / job.hours_per_minute) * MINUTE_MS));
    return advanceSubmissionJob(sql, job.id, { ...progress, dueAt, finishedAt: null });
  }

  private async restOrEnd(sql: Sql, job: OpenSubmissionJob): Promise<JobStanding> {
    const dueAt = await nextDueOf(sql, job.id);
    const nothing = { hoursDone: 0, submissions: 0, unchanged: 0, hoursLeft: 0 };
    const finishedAt = dueAt === null ? this.parts.clock.now() : null;
    return advanceSubmissionJob(sql, job.id, { ...nothing, dueAt: dueAt ?? this.in(0), finishedAt });
  }

  private async fail(
    job: OpenSubmissionJob,
    { store_id, failures }: JobStore,
    error: unknown,
  ): Promise<void> {
    const isLater = failsAll(error);
    const pauseMs = isLater ? laterPauseMs(Math.random) : failedPauseMs(failures + 1);
    await noteJobFailure(this.parts.database, job.id, {
      storeId: store_id,
      dueAt: this.in(pauseMs),
      message: isLater
        ? `waits: the database is away, or somebody keeps a lock (${kindOf(error)})`
        : `unexpected fault: ${kindOf(error)}`,
      counts: !isLater,
    });
    this.parts.log({
      event: 'derive',
      level: isLater ? 'warn' : 'error',
      ...{ jobId: job.id, storeId: store_id },
      outcome: isLater ? 'later' : 'failed',
      error,
    });
  }

  private tellDone({ jobId, hoursDone, hoursLeft }: JobStanding): void {
    const level = hoursLeft > 0 ? 'warn' : 'info';
    this.parts.log({ event: 'submission_job', level, jobId, outcome: 'done', hoursDone, hoursLeft });
  }

  private in(ms: number): Date {
    return new Date(this.parts.clock.now().getTime() + ms);
  }
}
