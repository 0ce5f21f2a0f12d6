import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import type { StoreScope } from '#domain/access.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { RepairKind } from '#domain/repair.js';
import type { RepairState } from '../mend/repair.js';
import type { Shown } from '../mend/sides.js';
import type { Verification } from '../mend/verify-rule.js';
import type { RepairPart } from './repair-filter.js';
import { repairsOfStores } from './repair-scope.query.js';

/** A repair as people see it. */
export interface RepairView {
  readonly id: string;
  readonly discrepancyId: string;
  readonly rule: RuleCode;
  readonly kind: RepairKind;
  readonly accountId: string;
  readonly legId: string | null;
  readonly orderId: string | null;
  readonly storeId: string | null;
  readonly hourStart: Date | null;
  readonly state: RepairState;
  readonly byPolicy: boolean;
  readonly before: Shown | null;
  readonly after: Shown | null;
  /** Names of API keys; null: the hub. */
  readonly askedBy: string | null;
  readonly approvedBy: string | null;
  /** What a person wrote; null where nothing was written, or it was erased. */
  readonly reason: string | null;
  readonly why: string | null;
  readonly detail: unknown;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly ref: string | null;
  readonly fetchAskedAt: Date | null;
  readonly plannedAt: Date | null;
  readonly approvedAt: Date | null;
  readonly begunAt: Date | null;
  readonly endedAt: Date | null;
  /** Null: it has ended, or waits for a person. */
  readonly nextLookAt: Date | null;
  readonly verified: Verification | null;
  readonly verifiedAt: Date | null;
  readonly createdAt: Date;
}

type RepairRow = Prisma.RepairGetPayload<object>;

/** Reads repairs for people. */
export class RepairsQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(part: RepairPart): Promise<RepairView[]> {
    const { before, limit, stores: _stores, ...filter } = part;
    const ids = await repairsOfStores(this.database, part);
    const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
    const rows = await this.database.prisma.repair.findMany({
      where:
        ids === undefined
          ? { ...Object.fromEntries(wanted), ...(before === undefined ? {} : { id: { lt: before } }) }
          : { id: { in: ids } },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return this.views(rows);
  }

  async get(id: string, stores: StoreScope = null): Promise<RepairView | undefined> {
    const seen = await repairsOfStores(this.database, { ids: [id], stores, limit: 1 });
    if (seen?.length === 0) return undefined;
    const row = await this.database.prisma.repair.findUnique({ where: { id } });
    const [view] = row === null ? [] : await this.views([row]);
    return view;
  }

  private async views(rows: readonly RepairRow[]): Promise<RepairView[]> {
    const textIds = rows.flatMap(({ textId }) => textId ?? []);
    const texts = await this.database.prisma.discrepancyText.findMany({ where: { id: { in: textIds } } });
    const byId = new Map(texts.map(({ id, text }) => [id, text]));
    return rows.map((row) => toView(row, byId.get(row.textId ?? '') ?? null));
  }
}

function toView(row: RepairRow, reason: string | null): RepairView {
  const {
    textId: _text,
    fingerprint: _print,
    findRef: _find,
    failures: _failures,
    verifyAt,
    dueAt,
    ...shown
  } = row;
  const isOver = shown.endedAt !== null;
  const waits = shown.state === 'planned' && !shown.byPolicy;
  return {
    ...shown,
    rule: row.rule as RuleCode,
    kind: row.kind as RepairKind,
    state: row.state as RepairState,
    before: row.before as Shown | null,
    after: row.after as Shown | null,
    verified: row.verified as Verification | null,
    reason,
    nextLookAt: isOver ? verifyAt : waits ? null : dueAt,
  };
}
