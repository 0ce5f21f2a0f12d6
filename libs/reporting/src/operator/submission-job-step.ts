import type { Sql } from '#database/sql.js';
import { type Hour, hoursBeginningIn } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import { tryAfter } from '#jobs/slice-tries.js';
import type { Deriving } from '../derive/deriving.js';
import type { Holding } from '../derive/holding.js';
import { readSinks, type Sink } from '../derive/sinks.store.js';
import { bySink, isIn } from '../derive/sinks-of-hours.js';
import { lockStores } from '../figures/hours.store.js';
import {
  advanceJobStore,
  type JobStore,
  type JobStoreStep,
  putOffJobStores,
} from './submission-job-stores.store.js';
import { MOST_WAITS, waitPauseMs } from './submission-job-pause.js';
import { whatItWaitsFor } from './submission-job-waits.js';
import type { JobProgress, OpenSubmissionJob } from './submission-jobs.store.js';

interface StepParts {
  readonly clock: Clock;
  readonly deriving: Deriving;
  readonly holding: Holding;
}

const HOUR_MS = 3_600_000;

/** One step of a job at one of its stores: hours submitted, or left, or that it waits. */
export class SubmissionJobStep {
  constructor(private readonly parts: StepParts) {}

  /** In the transaction that has the job in hand. @returns what it comes to */
  async take(sql: Sql, job: OpenSubmissionJob, store: JobStore): Promise<JobProgress> {
    await lockStores(sql, [store.store_id]);
    const next = tryAfter(store.failures);
    if (next === 'leave rest') return this.leaveRest(sql, job, store, store.message);
    const sinks = await readSinks(sql, [store.store_id]);
    const most = typeof next === 'object' ? Math.min(next.most, job.hours_per_minute) : 1;
    const hours = this.hoursOf(job, store, sinks[0]?.time_zone ?? 'UTC', most);
    const doneThrough = hours.at(-1)?.end ?? null;
    if (doneThrough === null) return this.advance(sql, job, store, { finishedAt: this.parts.clock.now() });
    if (next === 'leave one') {
      const left = { hoursLeft: 1, leftMessage: store.message, failures: store.failures + 1 };
      await this.advance(sql, job, store, { ...left, doneThrough });
      return { ...NOTHING, hoursDone: 1, hoursLeft: 1 };
    }
    const waits = await whatItWaitsFor(sql, sinks);
    if (waits === null) {
      const progress = await this.submit(sql, store.store_id, sinks, hours);
      await this.advance(sql, job, store, { doneThrough });
      return progress;
    }
    if (waits.inVain && store.waits >= MOST_WAITS) return this.leaveRest(sql, job, store, waits.message);
    const dueAt = new Date(this.parts.clock.now().getTime() + waitPauseMs(waits.inVain ? store.waits : 0));
    const put = { ...waits, storeId: store.store_id, dueAt, waits: waits.inVain ? store.waits + 1 : 0 };
    await putOffJobStores(sql, job.id, put);
    return NOTHING;
  }

  private hoursOf(job: OpenSubmissionJob, store: JobStore, zone: string, most: number): Hour[] {
    const now = this.parts.clock.now();
    const hours = hoursBeginningIn(store.done_through ?? job.from_at, job.to_at, zone, most);
    return hours.filter(({ end }) => end <= now);
  }

  /** Counted without its zone, which may be what fails. */
  private async leaveRest(
    sql: Sql,
    job: OpenSubmissionJob,
    store: JobStore,
    leftMessage: string | null,
  ): Promise<JobProgress> {
    const now = this.parts.clock.now();
    const until = Math.min(job.to_at.getTime(), now.getTime());
    const from = (store.done_through ?? job.from_at).getTime();
    const hoursLeft = Math.max(0, Math.floor((until - from) / HOUR_MS));
    await this.advance(sql, job, store, { hoursLeft, leftMessage, finishedAt: now });
    return { ...NOTHING, hoursDone: hoursLeft, hoursLeft };
  }

  private async advance(
    sql: Sql,
    job: OpenSubmissionJob,
    store: JobStore,
    step: Partial<JobStoreStep>,
  ): Promise<JobProgress> {
    const nothing = { hoursLeft: 0, leftMessage: null, message: null, failures: 0, finishedAt: null };
    await advanceJobStore(sql, job.id, store.store_id, {
      ...nothing,
      doneThrough: store.done_through,
      ...step,
    });
    return NOTHING;
  }

  private async submit(
    sql: Sql,
    storeId: string,
    sinks: readonly Sink[],
    hours: readonly Hour[],
  ): Promise<JobProgress> {
    const isOpen = sinks.some(({ ends_at }) => ends_at === null);
    const taken = hours.filter(({ start }) => isOpen || sinks.some((sink) => isIn(sink, start)));
    const weighed = await this.parts.holding.weigh(
      sql,
      taken.map((hour) => ({ ...hour, storeId })),
    );
    const { again } = await this.parts.deriving.derive(sql, bySink(sinks, weighed) ?? [], true);
    const unchanged = again.filter(({ next }) => next.step === 'leave' && next.reason === 'accepted').length;
    return {
      hoursDone: hours.length,
      submissions: taken.length - unchanged,
      unchanged,
      hoursLeft: hours.length - taken.length,
    };
  }
}

const NOTHING: JobProgress = { hoursDone: 0, submissions: 0, unchanged: 0, hoursLeft: 0 };
