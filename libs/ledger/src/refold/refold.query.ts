import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';

/** A refold as people see it. */
export interface RefoldView {
  readonly id: string;
  readonly kind: string;
  readonly state: 'open' | 'done';
  readonly legsLooked: number;
  readonly ordersChanged: number;
  readonly legsLeft: number;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface RefoldFilter {
  readonly state?: RefoldView['state'] | undefined;
  /** Only those older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Reads refolds for people. */
export class RefoldQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list({ state, before, limit }: RefoldFilter): Promise<RefoldView[]> {
    const rows = await this.database.prisma.refold.findMany({
      where: {
        ...(before === undefined ? {} : { id: { lt: before } }),
        ...(state === undefined ? {} : { finishedAt: state === 'open' ? null : { not: null } }),
      },
      select: COLUMNS,
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(toView);
  }

  async get(id: string): Promise<RefoldView | undefined> {
    const row = await this.database.prisma.refold.findUnique({ where: { id }, select: COLUMNS });
    return row === null ? undefined : toView(row);
  }
}

const COLUMNS = {
  ...{ id: true, kind: true, legsLooked: true, ordersChanged: true, legsLeft: true },
  ...{ errorMessage: true, createdAt: true, finishedAt: true },
} as const satisfies Prisma.RefoldSelect;

const toView = (row: Prisma.RefoldGetPayload<{ select: typeof COLUMNS }>): RefoldView => ({
  ...row,
  state: row.finishedAt === null ? 'open' : 'done',
});
