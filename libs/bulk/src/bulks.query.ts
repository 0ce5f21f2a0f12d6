import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Refusal } from '#domain/refusal.js';
import { type BothLanguages, type BulkItemState, type BulkState, SAMPLE } from './bulk.js';

/** A bulk act as people see it. */
export interface BulkView {
  readonly id: string;
  readonly act: string;
  readonly state: BulkState;
  readonly asked: unknown;
  readonly words: BothLanguages;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names; null: nobody has. */
  readonly plannedBy: string;
  readonly startedBy: string | null;
  readonly cancelledBy: string | null;
  readonly reason: string | null;
  /** Why it waits just now. */
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** One of its things, in the order in which they are done. */
export interface BulkItemView {
  readonly ordinal: number;
  readonly target: string;
  readonly name: string | null;
  readonly was: string | null;
  readonly state: BulkItemState;
  /** Why it failed or was skipped, in English. */
  readonly why: string | null;
  /** The code that it is the text of. */
  readonly code: string | null;
  readonly params: Refusal['params'];
  readonly settledAt: Date | null;
}

export interface BulkFilter {
  readonly state?: BulkState | undefined;
  readonly act?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface BegunFilter {
  readonly state?: 'open' | 'done' | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface BulkItemFilter {
  readonly state?: BulkItemState | undefined;
  /** Only those that come after this one. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Reads bulk acts for people. */
export class BulksQuery {
  constructor(
    private readonly database: Pick<Database, 'prisma'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** The newest first. */
  list({ state, act, before, limit }: BulkFilter): Promise<BulkView[]> {
    return this.read(
      [
        state === undefined ? {} : inState(state, this.clock.now()),
        act === undefined ? {} : { act },
        before === undefined ? {} : { id: { lt: before } },
      ],
      limit,
    );
  }

  /** Those that somebody has begun, the newest first. */
  begun({ state, before, limit }: BegunFilter): Promise<BulkView[]> {
    const isOver = state === 'done' ? { finishedAt: { not: null } } : {};
    return this.read(
      [
        state === 'open' ? { state: 'running' } : { startedAt: { not: null }, ...isOver },
        before === undefined ? {} : { id: { lt: before } },
      ],
      limit,
    );
  }

  async get(id: string): Promise<BulkView | undefined> {
    const [found] = await this.read([{ id }], 1);
    return found;
  }

  async items(bulkId: string, { state, after, limit }: BulkItemFilter): Promise<BulkItemView[]> {
    const rows = await this.database.prisma.bulkItem.findMany({
      where: {
        bulkId,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { ordinal: { gt: after } }),
      },
      orderBy: { ordinal: 'asc' },
      take: limit,
      omit: { bulkId: true },
    });
    return rows.map((row) => ({
      ...row,
      state: row.state as BulkItemState,
      params: row.params as Refusal['params'],
    }));
  }

  /** The first few of what is meant. */
  sample(bulkId: string): Promise<BulkItemView[]> {
    return this.items(bulkId, { limit: SAMPLE });
  }

  private async read(and: readonly Prisma.BulkWhereInput[], limit: number): Promise<BulkView[]> {
    const rows = await this.database.prisma.bulk.findMany({
      where: { AND: [...and] },
      orderBy: { id: 'desc' },
      take: limit,
      omit: { failures: true, dueAt: true, leaseHolder: true, leaseUntil: true },
    });
    const now = this.clock.now();
    return rows.map((row) => ({
      ...row,
      words: row.words as unknown as BothLanguages,
      state: row.state === 'planned' && row.expiresAt <= now ? 'expired' : (row.state as BulkState),
    }));
  }
}

function inState(state: BulkState, now: Date): Prisma.BulkWhereInput {
  if (state === 'planned') return { state, expiresAt: { gt: now } };
  return state === 'expired' ? { state: 'planned', expiresAt: { lte: now } } : { state };
}

export interface BulksStanding {
  readonly open: number;
  /** Since the oldest of them was begun; 0: there is none. */
  readonly oldestSeconds: number;
}

export async function readBulksStanding(sql: Sql): Promise<BulksStanding> {
  const [row] = await sql.rows<BulksStanding>({
    name: 'bulk_standing',
    text: `SELECT count(*)::int AS open,
             coalesce(extract(epoch FROM now() - min(started_at)), 0)::float8 AS "oldestSeconds"
           FROM bulks WHERE state = 'running'`,
  });
  return row ?? { open: 0, oldestSeconds: 0 };
}
