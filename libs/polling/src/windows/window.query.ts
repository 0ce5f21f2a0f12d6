import type { Database } from '#database/database.js';
import { unreadOf, type UnreadRowView } from './unread-row.query.js';
import type { Prisma } from '#database/generated/client.js';

export const WINDOW_STATES = ['open', 'closed', 'failed'] as const;
export type WindowState = (typeof WINDOW_STATES)[number];

export interface WindowView {
  readonly id: string;
  readonly accountId: string;
  readonly stream: string;
  /** Null: the live stream. */
  readonly backfillId: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly state: WindowState;
  /** Answered in the last reading; of a window joined from several, in all of theirs. */
  readonly pages: number;
  readonly orders: number;
  readonly attempts: number;
  /** Null when it is closed, and while it is being read. */
  readonly nextAttemptAt: Date | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly closedAt: Date | null;
  /** Rows that it listed last and that nobody has read yet. */
  readonly unread: number;
  /** The first of them. */
  readonly unreadRows: readonly UnreadRowView[];
}

export interface WindowFilter {
  readonly accountId?: string | undefined;
  readonly stream?: string | undefined;
  readonly backfillId?: string | undefined;
  readonly state?: WindowState | undefined;
  /** Only windows that come after this one in the list. */
  readonly before?: { readonly from: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** Reads windows for people. */
export class WindowQuery {
  constructor(private readonly database: Database) {}

  /** The newest stretch first, live windows and those of backfills. */
  async list(filter: WindowFilter): Promise<WindowView[]> {
    const rows = await this.database.prisma.window.findMany({
      where: whereOf(filter),
      orderBy: [{ fromAt: 'desc' }, { id: 'desc' }],
      take: filter.limit,
    });
    const unread = await unreadOf(
      this.database,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => toView(row, unread.get(row.id) ?? NONE));
  }
}

function whereOf({ accountId, stream, backfillId, state, before }: WindowFilter): Prisma.WindowWhereInput {
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(stream === undefined ? {} : { stream }),
    ...(backfillId === undefined ? {} : { backfillId }),
    ...(state === undefined ? {} : { state }),
    ...(before === undefined
      ? {}
      : {
          fromAt: { lte: before.from },
          OR: [{ fromAt: { lt: before.from } }, { id: { lt: before.id } }],
        }),
  };
}

type WindowRow = Prisma.WindowGetPayload<object>;

const NONE = { count: 0, rows: [] };

const toView = (
  row: WindowRow,
  { count: unread, rows: unreadRows }: { count: number; rows: readonly UnreadRowView[] },
): WindowView => ({
  id: row.id,
  accountId: row.accountId,
  stream: row.stream,
  backfillId: row.backfillId,
  from: row.fromAt,
  to: row.toAt,
  state: row.state as WindowState,
  pages: row.pages,
  orders: row.orders,
  attempts: row.attempts,
  nextAttemptAt: row.state === 'closed' || isBeingRead(row) ? null : row.dueAt,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  closedAt: row.closedAt,
  unread,
  unreadRows,
});

/** A reading that rests keeps its hold beyond the time it is due; one under way is due when its hold ends. */
const isBeingRead = ({ leaseUntil, dueAt }: WindowRow): boolean => leaseUntil !== null && leaseUntil <= dueAt;
