import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';

/** An attribution as people see it. */
export interface AttributionView {
  readonly id: string;
  readonly state: 'open' | 'done';
  /** Whose bindings changed; null: a store was made. */
  readonly accountId: string | null;
  /** The stores whose hours rest while it is open. */
  readonly storeIds: readonly string[];
  readonly legsLooked: number;
  readonly ordersMoved: number;
  /** Legs that could not be given to their store. */
  readonly legsLeft: number;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface AttributionFilter {
  readonly state?: AttributionView['state'] | undefined;
  /** Only those older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Reads attributions for people. */
export class AttributionQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list({ state, before, limit }: AttributionFilter): Promise<AttributionView[]> {
    const rows = await this.database.prisma.attribution.findMany({
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

  async get(id: string): Promise<AttributionView | undefined> {
    const row = await this.database.prisma.attribution.findUnique({ where: { id }, select: COLUMNS });
    return row === null ? undefined : toView(row);
  }
}

const COLUMNS = {
  ...{ id: true, accountId: true, storeIds: true, legsLooked: true, ordersMoved: true, legsLeft: true },
  ...{ errorMessage: true, createdAt: true, finishedAt: true },
} as const satisfies Prisma.AttributionSelect;

type Row = Prisma.AttributionGetPayload<{ select: typeof COLUMNS }>;

const toView = (row: Row): AttributionView => ({
  ...row,
  state: row.finishedAt === null ? 'open' : 'done',
});
