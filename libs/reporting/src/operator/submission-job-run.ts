import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { type Hour, hoursBeginningIn } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { kindOf } from '#domain/thrown.js';
import type { Deriving } from '../derive/deriving.js';
import type { Holding } from '../derive/holding.js';
import { readSinks, type Sink } from '../derive/sinks.store.js';
import { bySink, isIn } from '../derive/sinks-of-hours.js';
import { lockStores } from '../figures/hours.store.js';
import {
  advanceSubmissionJob,
  claimSubmissionJob,
  isBacklogged,
  type JobStep,
  nextReportedStore,
  type OpenSubmissionJob,
  postponeSubmissionJob,
} from './submission-jobs.store.js';

interface RunParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly deriving: Deriving;
  readonly holding: Holding;
  readonly log: Log;
}

const MINUTE_MS = 60_000;
/** Hours of one transaction. */
const AT_ONCE = 500;
/** With so many reports of an account still to be sent a job adds none: new hours wait behind them. */
const MOST_WAITING = 300;
const AGAIN_MS = 5_000;

/**
 * Works off the periods that people asked for, a batch of one store's hours in each transaction, no faster than the job
 * says. Whoever comes next, after a crash too, goes on where the last batch ended.
 */
export class SubmissionJobRun {
  constructor(private readonly parts: RunParts) {}

  /** Until none is due. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.takeBatch()));
  }

  /** @returns whether there was one */
  private async takeBatch(): Promise<boolean> {
    const { database, clock, log } = this.parts;
    const found: { job?: OpenSubmissionJob | undefined } = {};
    try {
      await database.transaction(async (sql) => {
        found.job = await claimSubmissionJob(sql, clock.now());
        if (found.job !== undefined)
          await advanceSubmissionJob(sql, found.job.id, await this.step(sql, found.job));
      });
    } catch (error) {
      if (found.job === undefined) throw error;
      log({ event: 'derive', level: 'error', jobId: found.job.id, outcome: 'failed', error });
      const later = new Date(clock.now().getTime() + MINUTE_MS);
      await postponeSubmissionJob(database, found.job.id, later, `unexpected fault: ${kindOf(error)}`);
    }
    return found.job !== undefined;
  }

  private async step(sql: Sql, job: OpenSubmissionJob): Promise<JobStep> {
    const now = this.parts.clock.now();
    const storeId = job.at_store_id ?? job.store_id ?? (await nextReportedStore(sql, null));
    const nothing = { ...NOTHING, atStoreId: storeId ?? null, doneThrough: job.done_through, dueAt: now };
    if (storeId === undefined) return { ...nothing, finishedAt: now };
    await lockStores(sql, [storeId]);
    const sinks = await readSinks(sql, [storeId]);
    const waits = await whyItWaits(sql, sinks);
    if (waits !== null) return { ...nothing, dueAt: new Date(now.getTime() + AGAIN_MS), message: waits };
    const most = Math.min(AT_ONCE, job.hours_per_minute);
    const from = job.done_through ?? job.from_at;
    const hours = hoursBeginningIn(from, job.to_at, sinks[0]?.time_zone ?? 'UTC', most).filter(
      ({ end }) => end <= now,
    );
    if (hours.length === 0) return this.nextStore(sql, job, storeId, now);
    const dueAt = new Date(now.getTime() + Math.ceil((hours.length / job.hours_per_minute) * MINUTE_MS));
    return { ...nothing, ...(await this.submit(sql, storeId, sinks, hours)), dueAt };
  }

  private async nextStore(sql: Sql, job: OpenSubmissionJob, storeId: string, now: Date): Promise<JobStep> {
    const next = job.store_id === null ? await nextReportedStore(sql, storeId) : undefined;
    const isLast = next === undefined;
    return {
      ...{ ...NOTHING, dueAt: now, doneThrough: isLast ? job.done_through : null },
      ...{ atStoreId: next ?? storeId, finishedAt: isLast ? now : null },
    };
  }

  private async submit(sql: Sql, storeId: string, sinks: readonly Sink[], hours: readonly Hour[]) {
    const isOpen = sinks.some(({ ends_at }) => ends_at === null);
    const taken = hours.filter(({ start }) => isOpen || sinks.some((sink) => isIn(sink, start)));
    const weighed = await this.parts.holding.weigh(
      sql,
      taken.map((hour) => ({ ...hour, storeId })),
    );
    const { again } = await this.parts.deriving.derive(sql, bySink(sinks, weighed) ?? [], true);
    const unchanged = again.filter(({ next }) => next.step === 'leave' && next.reason === 'accepted').length;
    return {
      doneThrough: hours.at(-1)?.end ?? null,
      hoursDone: hours.length,
      submissions: taken.length - unchanged,
      unchanged,
      hoursLeft: hours.length - taken.length,
    };
  }
}

const NOTHING = { hoursDone: 0, submissions: 0, unchanged: 0, hoursLeft: 0, message: null, finishedAt: null };

async function whyItWaits(sql: Sql, sinks: readonly Sink[]): Promise<string | null> {
  const moving = sinks.find(({ waits_for }) => waits_for !== null);
  if (moving !== undefined)
    return `waits: orders of its store are on the move by job ${String(moving.waits_for)}`;
  const accounts = [...new Set(sinks.map(({ account_id }) => account_id))];
  return (await isBacklogged(sql, accounts, MOST_WAITING))
    ? 'waits: earlier reports of the account are still to be sent'
    : null;
}
