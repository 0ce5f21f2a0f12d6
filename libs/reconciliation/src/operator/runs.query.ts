import type { Database } from '#database/database.js';

/** A rule's count: orders it could not judge for a reason, or differences at a store. */
export interface RuleReason {
  readonly rule: string;
  readonly reason: string;
  readonly orders: number;
}
export interface RuleStore {
  readonly rule: string;
  readonly storeId: string | null;
  readonly differences: number;
}

export interface RunReport {
  readonly compared: number;
  readonly agreeing: number;
  readonly waiting: number;
  readonly notComparable: number;
  readonly differing: number;
  readonly opened: number;
  readonly closed: number;
  readonly ordersLeft: number;
  /** Fifty at most. */
  readonly leftOrderIds: readonly string[];
  readonly isCutShort: boolean;
  readonly silent: readonly RuleReason[];
  readonly differences: readonly RuleStore[];
}

/** A run as people see it. */
export interface RunView {
  readonly id: string;
  readonly cause: string;
  readonly state: 'open' | 'done';
  readonly from: Date;
  readonly to: Date;
  readonly storeId: string | null;
  readonly accountId: string | null;
  readonly rule: string | null;
  readonly scope: string;
  /** How far it is in the order of placing; null: not begun. */
  readonly doneThrough: Date | null;
  readonly errorMessage: string | null;
  readonly pausedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly report: RunReport;
}

export interface RunFilter {
  readonly state?: 'open' | 'done' | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

const DAY_MS = 86_400_000;

/** Shows runs. */
export class RunsQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list({ state, before, limit }: RunFilter): Promise<RunView[]> {
    const rows = await this.database.prisma.reconciliationRun.findMany({
      where: {
        ...(before === undefined ? {} : { id: { lt: before } }),
        ...(state === undefined ? {} : { finishedAt: state === 'open' ? null : { not: null } }),
      },
      include: { counts: true },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(toView);
  }

  async get(id: string): Promise<RunView | undefined> {
    const where = { id };
    const row = await this.database.prisma.reconciliationRun.findUnique({ where, include: { counts: true } });
    return row === null ? undefined : toView(row);
  }

  /** The last one before it that was through with as long a period of the same scope. */
  async before({ id, scope, from, to }: RunView): Promise<RunView | undefined> {
    const [found] = await this.database.rows<{ id: string }>({
      name: 'reconciliation_run_before',
      text: `SELECT id FROM reconciliation_runs
             WHERE scope = $1 AND id < $2 AND finished_at IS NOT NULL AND cancelled_at IS NULL AND NOT is_cut_short
               AND to_at - from_at = $3::timestamptz - $4::timestamptz ORDER BY id DESC LIMIT 1`,
      values: [scope, id, to, from],
    });
    return found === undefined ? undefined : this.get(found.id);
  }

  /** How many repairs of its scope have mended something since the run before it; where there is none, within a day. */
  async repaired(run: RunView, before: RunView | undefined): Promise<number> {
    const since = before?.finishedAt ?? new Date(run.createdAt.getTime() - DAY_MS);
    const { storeId, accountId, rule, finishedAt } = run;
    const [row] = await this.database.rows<{ count: number }>({
      name: 'reconciliation_run_repaired',
      text: `SELECT count(*)::int AS count FROM repairs
             WHERE verified = 'mended' AND verified_at > $1 AND ($2::timestamptz IS NULL OR verified_at <= $2)
               AND ($3::uuid IS NULL OR store_id = $3) AND ($4::uuid IS NULL OR account_id = $4)
               AND ($5::text IS NULL OR rule = $5)`,
      values: [since, finishedAt, storeId, accountId, rule],
    });
    return row?.count ?? 0;
  }
}

type Row = NonNullable<Awaited<ReturnType<Database['prisma']['reconciliationRun']['findUnique']>>>;

interface CountRow {
  readonly kind: string;
  readonly rule: string;
  readonly detail: string;
  readonly count: number;
}

const MOST_LEFT = 50;

function toView({ counts, ...row }: Row & { readonly counts: readonly CountRow[] }): RunView {
  const { fromAt: from, toAt: to, finishedAt, afterAt, isUnplaced } = row;
  return {
    ...row,
    ...{ from, to, state: finishedAt === null ? 'open' : 'done' },
    doneThrough: isUnplaced ? to : afterAt,
    report: { ...row, ...byRule(counts) },
  };
}

function byRule(counts: readonly CountRow[]) {
  const of = (kind: string): readonly CountRow[] => counts.filter((one) => one.kind === kind);
  return {
    silent: of('silent').map(({ rule, detail, count }) => ({ rule, reason: detail, orders: count })),
    differences: of('differing').map(({ rule, detail, count }) => ({
      ...{ rule, storeId: detail === '' ? null : detail, differences: count },
    })),
    leftOrderIds: of('left')
      .slice(0, MOST_LEFT)
      .map(({ detail }) => detail),
  };
}
