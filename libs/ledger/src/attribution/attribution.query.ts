import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { type JobFilter, type JobState, pageOfJobs, withState } from '../job-filter.js';

/** An attribution as people see it. */
export interface AttributionView {
  readonly id: string;
  readonly state: JobState;
  /** Whose bindings changed; null: a store was made, or has another rule set. */
  readonly accountId: string | null;
  /** The store's rule set by which its orders count; null where bindings changed or a store was made. */
  readonly ruleVersion: number | null;
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

/** Reads attributions for people. */
export class AttributionQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. @param cause undefined: whatever it was */
  async list(filter: JobFilter, cause?: 'bindings' | 'rules'): Promise<AttributionView[]> {
    const { where, ...page } = pageOfJobs(filter);
    const ruleVersion = cause === 'bindings' ? null : { not: null };
    const rows = await this.database.prisma.attribution.findMany({
      ...page,
      where: cause === undefined ? where : { ...where, ruleVersion },
      select: COLUMNS,
    });
    return rows.map(withState);
  }

  async get(id: string): Promise<AttributionView | undefined> {
    const row = await this.database.prisma.attribution.findUnique({ where: { id }, select: COLUMNS });
    return row === null ? undefined : withState(row);
  }
}

const COLUMNS = {
  ...{
    id: true,
    accountId: true,
    ruleVersion: true,
    storeIds: true,
    legsLooked: true,
    ordersMoved: true,
    legsLeft: true,
  },
  ...{ errorMessage: true, createdAt: true, finishedAt: true },
} as const satisfies Prisma.AttributionSelect;
