import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import type { StoreScope } from '#domain/access.js';
import { type DiscrepancyFilter, type DiscrepancyPart, firstIdAt } from './discrepancy-filter.js';
import { discrepanciesOfStores } from './discrepancy-scope.query.js';
import {
  type DiscrepancyDetailView,
  type DiscrepancyEventView,
  type DiscrepancyView,
  toDiscrepancyView,
  WITH_REPAIR,
} from './discrepancy-view.mapping.js';

/** Reads discrepancies for people. */
export class DiscrepancyQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(part: DiscrepancyPart): Promise<DiscrepancyView[]> {
    const { before, limit, ...filter } = part;
    const ids = await discrepanciesOfStores(this.database, part);
    const inList = { AND: [whereOf(filter), before === undefined ? {} : { id: { lt: before } }] };
    const rows = await this.database.prisma.discrepancy.findMany({
      where: ids === undefined ? inList : { id: { in: ids } },
      orderBy: { id: 'desc' },
      take: limit,
      include: WITH_REPAIR,
    });
    return rows.map(toDiscrepancyView);
  }

  /** The ids of the newest, so many at most. */
  async ids(filter: DiscrepancyFilter, limit: number): Promise<string[]> {
    const ofStores = await discrepanciesOfStores(this.database, { ...filter, limit });
    if (ofStores !== undefined) return ofStores;
    const rows = await this.database.prisma.discrepancy.findMany({
      where: whereOf(filter),
      orderBy: { id: 'desc' },
      take: limit,
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }

  async get(id: string, stores: StoreScope = null): Promise<DiscrepancyDetailView | undefined> {
    const seen = await discrepanciesOfStores(this.database, { ids: [id], stores, limit: 1 });
    if (seen?.length === 0) return undefined;
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

function whereOf({
  openedBefore,
  openedAfter,
  stores: _stores,
  ...same
}: DiscrepancyFilter): Prisma.DiscrepancyWhereInput {
  const and: Prisma.DiscrepancyWhereInput[] = Object.entries(same).flatMap(([field, value]) =>
    value === undefined ? [] : [{ [field]: value }],
  );
  if (openedBefore !== undefined) and.push({ id: { lt: firstIdAt(openedBefore) } });
  if (openedAfter !== undefined) and.push({ id: { gte: firstIdAt(openedAfter) } });
  return { AND: and };
}
