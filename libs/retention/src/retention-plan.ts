import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { RetentionKind } from '#domain/retention.js';
import { type FoundHold, oldestOf, readHolds } from './holds.query.js';
import { goesAt, keptSince } from './month-time.js';
import { type FoundMonth, readMonths } from './months.query.js';
import { type RetainedKind, tablesOf } from './retained-kind.js';
import { readSettings, type RetentionSetting } from './settings.store.js';
import { readStandings, type RetentionStanding } from './standings.store.js';

/** A month that goes with the next run, or after it. */
export interface PlannedMonth extends Pick<FoundMonth, 'name' | 'table' | 'from' | 'to' | 'rows' | 'bytes'> {
  /** In the past: with the next run, unless something holds it. */
  readonly goesAt: Date;
  readonly isDue: boolean;
  /** A run has begun with it, and was cut off. */
  readonly isLeaving: boolean;
  /** Of one that is not due nobody has looked. */
  readonly holds: readonly FoundHold[];
}

export interface PlannedRows {
  readonly table: string;
  /** What goes with the next run. */
  readonly rows: number;
  /** There are at least so many; more were not counted. */
  readonly isMore: boolean;
}

/** What would become of a kind if a run began now; nothing is done. */
export interface KindPlan extends RetentionSetting {
  readonly kind: RetentionKind;
  readonly tables: readonly string[];
  readonly oldestAt: Date | null;
  /** All that are due, and of each table the next one. */
  readonly months: readonly PlannedMonth[];
  readonly rows: readonly PlannedRows[];
  readonly standing: RetentionStanding | null;
}

/** Counting further tells nobody more. */
const MOST_COUNTED = 10_000;

/** The dry run: what the next run would let go, and what holds the rest back. */
export class RetentionPlan {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly kinds: readonly RetainedKind[],
  ) {}

  async read(): Promise<KindPlan[]> {
    const settings = await readSettings(this.sql);
    const standings = new Map((await readStandings(this.sql)).map((standing) => [standing.kind, standing]));
    const plans: KindPlan[] = [];
    for (const retained of this.kinds) {
      const { kind } = retained;
      const setting = settings[kind];
      plans.push({
        ...{ kind, tables: tablesOf(retained), ...setting, standing: standings.get(kind) ?? null },
        ...(await this.rows(retained, setting.days)),
        months: await this.months(retained, setting.days),
      });
    }
    return plans;
  }

  private async rows(
    { rows, months }: RetainedKind,
    days: number | null,
  ): Promise<Pick<KindPlan, 'rows' | 'oldestAt'>> {
    const before = days === null ? BEFORE_ALL : keptSince(this.clock.now(), days);
    const oldest: (Date | null)[] = [];
    const planned: PlannedRows[] = [];
    for (const each of rows) {
      const due = await each.due(this.sql, before, MOST_COUNTED);
      oldest.push(due.oldestAt);
      planned.push({ table: each.table, rows: due.rows, isMore: due.rows === MOST_COUNTED });
    }
    for (const each of months) oldest.push(await oldestOf(this.sql, each));
    return { rows: planned, oldestAt: earliest(oldest) };
  }

  private async months({ months }: RetainedKind, days: number | null): Promise<PlannedMonth[]> {
    const found = await readMonths(
      this.sql,
      months.map(({ table }) => table),
    );
    const planned: PlannedMonth[] = [];
    for (const one of months) {
      const own = found.filter(({ table }) => table === one.table).map((month) => this.planned(month, days));
      const dated = own.filter((month) => month !== undefined);
      const next = dated.find(({ isDue }) => !isDue);
      for (const month of dated.filter((each) => each.isDue || each === next)) {
        const isThere =
          month.isDue && found.some(({ name, state }) => name === month.name && state !== 'dropped');
        planned.push({ ...month, holds: isThere ? await readHolds(this.sql, one, month.name) : [] });
      }
    }
    return planned;
  }

  private planned(month: FoundMonth, days: number | null): PlannedMonth | undefined {
    const at = goesAt(month, days);
    if (at === null) return undefined;
    const { name, table, from, to, rows, bytes, isLeaving } = month;
    const isDue = at.getTime() <= this.clock.now().getTime();
    return { name, table, from, to, rows, bytes, isLeaving, goesAt: at, isDue, holds: [] };
  }
}

/** Nothing is older. */
const BEFORE_ALL = new Date(0);

const earliest = (instants: readonly (Date | null)[]): Date | null => {
  const known = instants.filter((at) => at !== null).map((at) => at.getTime());
  return known.length === 0 ? null : new Date(Math.min(...known));
};
