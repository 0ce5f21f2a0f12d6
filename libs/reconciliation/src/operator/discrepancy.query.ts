import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import { uuidV7 } from '#domain/ids.js';
import type { DiscrepancyState } from '../keep/keep-rule.js';
import {
  type DiscrepancyDetailView,
  type DiscrepancyEventView,
  type DiscrepancyView,
  toDiscrepancyView,
  WITH_REPAIR,
} from './discrepancy-view.mapping.js';

/** What a list of discrepancies is narrowed to. */
export interface DiscrepancyFilter {
  readonly state?: DiscrepancyState | undefined;
  readonly rule?: RuleCode | undefined;
  readonly severity?: Severity | undefined;
  readonly storeId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly orderId?: string | undefined;
  /** Null: those of none. */
  readonly incidentId?: string | null | undefined;
  /** Null: those that nobody is assigned to. */
  readonly assignee?: string | null | undefined;
  /** First opened before it. */
  readonly openedBefore?: Date | undefined;
  /** First opened at or after it. */
  readonly openedAfter?: Date | undefined;
}

export interface DiscrepancyPart extends DiscrepancyFilter {
  /** Only those opened before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Reads discrepancies for people. */
export class DiscrepancyQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list({ before, limit, ...filter }: DiscrepancyPart): Promise<DiscrepancyView[]> {
    const rows = await this.database.prisma.discrepancy.findMany({
      where: { AND: [whereOf(filter), before === undefined ? {} : { id: { lt: before } }] },
      orderBy: { id: 'desc' },
      take: limit,
      include: WITH_REPAIR,
    });
    return rows.map(toDiscrepancyView);
  }

  /** The ids of the newest, so many at most. */
  async ids(filter: DiscrepancyFilter, limit: number): Promise<string[]> {
    const rows = await this.database.prisma.discrepancy.findMany({
      where: whereOf(filter),
      orderBy: { id: 'desc' },
      take: limit,
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }

  async get(id: string): Promise<DiscrepancyDetailView | undefined> {
    const row = await this.database.prisma.discrepancy.findUnique({ where: { id }, include: WITH_REPAIR });
    return row === null ? undefined : { ...toDiscrepancyView(row), history: await this.history(id) };
  }

  private history(id: string): Promise<DiscrepancyEventView[]> {
    return this.database.rows({
      name: 'reconciliation_history',
      text: `SELECT e.id, e.at, e.kind, e.actor, e.text_id AS "textId", t.text,
               e.text_id IS NOT NULL AND t.id IS NULL AS "isErased", e.detail
             FROM discrepancy_events e LEFT JOIN discrepancy_texts t ON t.id = e.text_id
             WHERE e.discrepancy_id = $1 ORDER BY e.id`,
      values: [id],
    });
  }
}

/** An id begins with the instant at which its discrepancy was opened: a list is cut there and not read through. */
const firstIdAt = (at: Date): string => uuidV7(at, Buffer.alloc(10));

function whereOf({ openedBefore, openedAfter, ...same }: DiscrepancyFilter): Prisma.DiscrepancyWhereInput {
  const and: Prisma.DiscrepancyWhereInput[] = Object.entries(same).flatMap(([field, value]) =>
    value === undefined ? [] : [{ [field]: value }],
  );
  if (openedBefore !== undefined) and.push({ id: { lt: firstIdAt(openedBefore) } });
  if (openedAfter !== undefined) and.push({ id: { gte: firstIdAt(openedAfter) } });
  return { AND: and };
}
