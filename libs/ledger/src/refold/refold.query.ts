import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { type JobFilter, type JobState, pageOfJobs, withState } from '../job-filter.js';

/** A refold as people see it. */
export interface RefoldView {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly legsLooked: number;
  readonly ordersChanged: number;
  readonly legsLeft: number;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Reads refolds for people. */
export class RefoldQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. @param kinds undefined: all */
  async list(filter: JobFilter, kinds?: readonly string[]): Promise<RefoldView[]> {
    const { where, ...page } = pageOfJobs(filter);
    const rows = await this.database.prisma.refold.findMany({
      ...page,
      where: kinds === undefined ? where : { ...where, kind: { in: [...kinds] } },
      select: COLUMNS,
    });
    return rows.map(withState);
  }

  async get(id: string): Promise<RefoldView | undefined> {
    const row = await this.database.prisma.refold.findUnique({ where: { id }, select: COLUMNS });
    return row === null ? undefined : withState(row);
  }
}

const COLUMNS = {
  ...{ id: true, kind: true, legsLooked: true, ordersChanged: true, legsLeft: true },
  ...{ errorMessage: true, createdAt: true, finishedAt: true },
} as const satisfies Prisma.RefoldSelect;
