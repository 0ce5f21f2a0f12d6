import type { SalesPayload, SalesReceipt } from '#connectors-core/connector.js';
import type { Database } from '#database/database.js';
import type { Prisma, Submission } from '#database/generated/client.js';
import { type StoreScope, storesOf } from '#domain/access.js';
import type { Figures } from '../figures/figures.js';
import { fromDbFigures } from '../figures/hours.store.js';
import { type ReportedRevision, reportedRevisions } from './reported-revisions.store.js';
import type { SubmissionCause, SubmissionState } from '../derive/submission-rule.js';

export interface SubmissionView extends Omit<Figures, 'lines'> {
  readonly id: string;
  readonly storeId: string;
  readonly accountId: string;
  readonly hourStart: Date;
  readonly hourEnd: Date;
  readonly revision: number;
  readonly cover: boolean;
  readonly cause: SubmissionCause;
  readonly state: SubmissionState;
  /** The business parameters as last sent; null until it is first sent. */
  readonly payload: SalesPayload | null;
  /** How often it was sent. */
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly receipt: SalesReceipt | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  /** Null when it is settled, and while it is being sent. */
  readonly nextAttemptAt: Date | null;
  /** Then it waits until the account is resumed. */
  readonly accountPaused: boolean;
}

export interface AttemptView {
  readonly id: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** `accepted` or an error code; null while nobody knows. */
  readonly outcome: string | null;
  readonly vendorCode: string | null;
  readonly message: string | null;
}

export interface SubmissionDetailView extends SubmissionView {
  /** In the order they were made; those of dropped partitions are missing. */
  readonly attemptsMade: readonly AttemptView[];
}

export interface SubmissionFilter {
  readonly storeId?: string | undefined;
  /** Only of hours of these stores. */
  readonly stores?: StoreScope | undefined;
  readonly accountId?: string | undefined;
  /** Hours that begin at or after it. */
  readonly from?: Date | undefined;
  /** Hours that begin before it. */
  readonly to?: Date | undefined;
  readonly state?: SubmissionState | undefined;
  /** Only submissions that come after this one in the list: the last of the page before. */
  readonly before?: { readonly hourStart: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** Reads submissions for people. */
export class SubmissionQuery {
  constructor(private readonly database: Database) {}

  /** The newest hour first, within an hour the newest submission. */
  async list(filter: SubmissionFilter): Promise<SubmissionView[]> {
    const rows = await this.database.prisma.submission.findMany({
      where: whereOf(filter),
      orderBy: [{ hourStart: 'desc' }, { id: 'desc' }],
      take: filter.limit,
    });
    return this.views(rows);
  }

  async get(id: string, stores: StoreScope = null): Promise<SubmissionDetailView | undefined> {
    const { submission, submissionAttempt } = this.database.prisma;
    const row = await submission.findUnique({
      where: { id, ...(stores !== null && { storeId: { in: [...stores] } }) },
    });
    const [view] = await this.views(row === null ? [] : [row]);
    if (view === undefined) return undefined;
    const attempts = await submissionAttempt.findMany({
      where: { submissionId: id },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      omit: { submissionId: true },
    });
    return { ...view, attemptsMade: attempts };
  }

  private async views(rows: readonly Submission[]): Promise<SubmissionView[]> {
    const revisions = await reportedRevisions(this.database, rows);
    const paused = await this.pausedOf(rows);
    return rows.flatMap((row) => {
      const revision = revisions.get(row.revisionId);
      return revision === undefined ? [] : [toView(row, revision, paused.has(row.accountId))];
    });
  }

  private async pausedOf(rows: readonly Submission[]): Promise<ReadonlySet<string>> {
    const ids = [...new Set(rows.map(({ accountId }) => accountId))];
    const where = { id: { in: ids }, paused: true };
    const accounts = await this.database.prisma.account.findMany({ where, select: { id: true } });
    return new Set(accounts.map(({ id }) => id));
  }
}

function whereOf(filter: SubmissionFilter): Prisma.SubmissionWhereInput {
  const { storeId, accountId, from, to, state, before } = filter;
  const stores = storesOf(filter.stores, storeId);
  const and: Prisma.SubmissionWhereInput[] = [];
  if (storeId !== undefined) and.push({ storeId });
  if (stores !== undefined) and.push({ storeId: { in: [...stores] } });
  if (accountId !== undefined) and.push({ accountId });
  if (from !== undefined) and.push({ hourStart: { gte: from } });
  if (to !== undefined) and.push({ hourStart: { lt: to } });
  if (state !== undefined) and.push({ state });
  if (before !== undefined) {
    and.push({ hourStart: { lte: before.hourStart } });
    and.push({ OR: [{ hourStart: { lt: before.hourStart } }, { id: { lt: before.id } }] });
  }
  return { AND: and };
}

function toView(row: Submission, revision: ReportedRevision, accountPaused: boolean): SubmissionView {
  const { totalFen, orders, items } = fromDbFigures(revision);
  const payload = row.payload as SalesPayload;
  return {
    id: row.id,
    storeId: row.storeId,
    accountId: row.accountId,
    hourStart: row.hourStart,
    hourEnd: revision.hour_end,
    revision: row.revision,
    cover: row.cover,
    cause: row.cause as SubmissionCause,
    state: row.state as SubmissionState,
    ...{ totalFen, orders, items },
    payload: Object.keys(payload).length === 0 ? null : payload,
    attempts: row.attempts,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    receipt: row.receipt as SalesReceipt | null,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
    nextAttemptAt: row.settledAt === null && row.leaseHolder === null ? row.dueAt : null,
    accountPaused,
  };
}
