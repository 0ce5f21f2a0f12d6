import { randomBytes } from 'node:crypto';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import {
  type JobChange,
  type LockedJob,
  lockJobToChange,
  writeJobChange,
} from './submission-job-changes.store.js';
import { tryJobStoresAnew } from './submission-job-stores.store.js';
import { insertSubmissionJob } from './submission-jobs.store.js';
import { anySinkOf, LONGEST_JOB_DAYS, refuseBadPeriod } from './submission-period.js';

/** A store that could not go on, or that hours were left of. */
export interface SubmissionJobStoreView {
  readonly storeId: string;
  /** After all tries. */
  readonly hoursLeft: number;
  readonly message: string | null;
}

/** A period in work as people see it. */
export interface SubmissionJobView {
  readonly id: string;
  readonly state: 'open' | 'done';
  readonly storeId: string | null;
  readonly from: Date;
  readonly to: Date;
  /** Of all its stores, about. */
  readonly hours: number;
  readonly hoursDone: number;
  readonly submissions: number;
  readonly unchanged: number;
  readonly hoursLeft: number;
  /** The most that it does in a minute. */
  readonly hoursPerMinute: number;
  /** What it has done in a minute, since it was made or resumed; null while it has done nothing. */
  readonly hoursPerMinuteNow: number | null;
  readonly pausedAt: Date | null;
  readonly cancelledAt: Date | null;
  /** Of the first of its stores. */
  readonly errorMessage: string | null;
  /** Fifty at most that wait, fail, or of which hours were left. */
  readonly stores: readonly SubmissionJobStoreView[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface NewSubmissionJob {
  /** Null: all stores. */
  readonly storeId: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly hoursPerMinute: number;
}

export interface SubmissionJobFilter {
  readonly state?: 'open' | 'done' | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

const HOUR_MS = 3_600_000;

/** Periods that people asked for, too long for one call: made, shown, stopped. */
export class SubmissionJobsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @returns its id @throws DomainError naming the field */
  async create({ storeId, from, to, hoursPerMinute }: NewSubmissionJob): Promise<string> {
    refuseBadPeriod({ from, to }, LONGEST_JOB_DAYS);
    if (storeId !== null) await anySinkOf(this.database, storeId);
    const now = this.clock.now();
    const id = uuidV7(now, randomBytes(10));
    const over = Math.max(0, Math.min(to.getTime(), now.getTime()) - from.getTime());
    const job = { id, storeId, from, to, hoursPerMinute };
    await this.database.transaction(async (sql) => {
      await insertSubmissionJob(sql, job, Math.floor(over / HOUR_MS), now);
      await audited(sql, { subject: { kind: 'job', id }, after: { storeId, from, to, hoursPerMinute } });
    });
    return id;
  }

  /** The newest first. */
  async list({ state, before, limit }: SubmissionJobFilter): Promise<SubmissionJobView[]> {
    const where = {
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(state === undefined ? {} : { finishedAt: state === 'open' ? null : { not: null } }),
    };
    const rows = await this.database.prisma.submissionJob.findMany({
      where,
      include: WITH_STORES,
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map((row) => toView(row, this.clock.now()));
  }

  async get(id: string): Promise<SubmissionJobView | undefined> {
    const row = await this.database.prisma.submissionJob.findUnique({ where: { id }, include: WITH_STORES });
    return row === null ? undefined : toView(row, this.clock.now());
  }

  /** The batch in hand is done to its end. @throws NotFoundError, ConflictError where it has ended */
  pause(id: string): Promise<void> {
    return this.change(id, 'paused', ({ pausedAt }, now) => (pausedAt === null ? { pausedAt: now } : {}));
  }

  /** What was tried in vain is tried anew. @throws NotFoundError, ConflictError where it has ended */
  async resume(id: string): Promise<void> {
    await this.change(id, 'resumed', ({ pausedAt, hoursDone }, now) =>
      pausedAt === null ? {} : { pausedAt: null, runningSince: now, doneBefore: hoursDone, dueAt: now },
    );
    await tryJobStoresAnew(this.database, id, this.clock.now());
  }

  /** What it has submitted stays. @throws NotFoundError, ConflictError where it has ended */
  cancel(id: string): Promise<void> {
    return this.change(id, 'cancelled', (_row, now) => ({ cancelledAt: now, finishedAt: now }));
  }

  private async change(
    id: string,
    outcome: 'paused' | 'resumed' | 'cancelled',
    changeOf: (row: LockedJob, now: Date) => JobChange,
  ): Promise<void> {
    const row = await this.database.transaction(async (sql) => {
      const found = await lockJobToChange(sql, id);
      if (found === undefined) throw new NotFoundError('job', id);
      if (found.finishedAt !== null) throw new ConflictError(refusal('job_has_ended'), 'id');
      await writeJobChange(sql, id, changeOf(found, this.clock.now()));
      await audited(sql, { after: { outcome } });
      return found;
    });
    this.log({ event: 'submission_job', level: 'info', jobId: id, outcome, hoursDone: row.hoursDone });
  }
}

type Row = NonNullable<Awaited<ReturnType<Database['prisma']['submissionJob']['findUnique']>>>;

interface StoreRow {
  readonly storeId: string;
  readonly hoursLeft: number;
  readonly message: string | null;
  readonly leftMessage: string | null;
}

const MOST_STORES = 50;
/** Those of which there is something to say. */
const WITH_STORES = {
  stores: {
    where: { NOT: { message: null, hoursLeft: 0 } },
    orderBy: { storeId: 'asc' },
    take: MOST_STORES,
  },
} as const;

const storeView = ({ storeId, hoursLeft, message, leftMessage }: StoreRow) => ({
  ...{ storeId, hoursLeft, message: message ?? leftMessage },
});

function toView(
  { stores: rows, ...row }: Row & { readonly stores: readonly StoreRow[] },
  now: Date,
): SubmissionJobView {
  const stores = rows.map(storeView);
  const { fromAt, toAt, pausedAt, finishedAt, runningSince, hoursDone, doneBefore } = row;
  const minutes = ((finishedAt ?? pausedAt ?? now).getTime() - runningSince.getTime()) / 60_000;
  const done = hoursDone - doneBefore;
  return {
    ...row,
    stores,
    errorMessage: stores[0]?.message ?? null,
    from: fromAt,
    to: toAt,
    state: finishedAt === null ? 'open' : 'done',
    hoursPerMinuteNow: done === 0 ? null : Math.round(done / Math.max(minutes, 1 / 60)),
  };
}
