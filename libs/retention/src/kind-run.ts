import { setTimeout as rest } from 'node:timers/promises';
import type { Database } from '#database/database.js';
import type { RetainedRows } from '#database/retained.js';
import type { Sql } from '#database/sql.js';
import { within } from '#database/statement-bounds.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { type Left, MonthLeaving } from './month-leaving.js';
import { goesAt, isOver, keptSince } from './month-time.js';
import { type FoundMonth, readMonths } from './months.query.js';
import type { Patience } from './patience.js';
import type { RetainedKind } from './retained-kind.js';
import type { KindDone } from './standings.store.js';

export interface KindRunParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

/** Between two batches of rows, ms: what comes in meanwhile goes first. */
const BATCH_PAUSE_MS = 20;

/** Lets go what of one kind is too old, and tells how far it got, wherever it was cut off. */
export class KindRun {
  private monthsDropped = 0;
  private rowsDeleted = 0;
  private held = 0;
  private overdueSince: Date | null = null;
  /** When the month should have gone that is in hand. */
  private dueSince: Date | null = null;

  constructor(
    private readonly parts: KindRunParts,
    private readonly retained: RetainedKind,
    private readonly days: number | null,
  ) {}

  done(): KindDone {
    const { monthsDropped, rowsDeleted, held, overdueSince, dueSince } = this;
    return { monthsDropped, rowsDeleted, held, overdueSince: overdueSince ?? dueSince };
  }

  /** @param alone a connection of its own, outside of any transaction */
  async run(alone: Sql): Promise<void> {
    const now = this.parts.clock.now();
    const tables = this.retained.months.map(({ table }) => table);
    const over = (await readMonths(alone, tables)).filter(
      (month) => month.isLeaving || isOver(month, this.days, now),
    );
    const begins = [...new Set(over.map(({ from }) => from.getTime()))].sort((a, b) => a - b);
    for (const from of begins) {
      if (this.parts.signal.aborted) return;
      await this.month(
        alone,
        over.filter((month) => month.from.getTime() === from),
        now,
      );
    }
    if (this.days === null) return;
    for (const rows of this.retained.rows) await this.rows(rows, keptSince(now, this.days));
  }

  /** A month of all tables of the kind, in their order: what stays keeps the later ones. */
  private async month(alone: Sql, of: readonly FoundMonth[], now: Date): Promise<void> {
    const { clock, patience, signal } = this.parts;
    const leaving = new MonthLeaving(alone, clock, patience, signal);
    for (const months of this.retained.months) {
      const month = of.find(({ table }) => table === months.table);
      if (month === undefined) continue;
      const isDue = isOver(month, this.days, now);
      this.dueSince = isDue ? goesAt(month, this.days) : null;
      const left = await (isDue ? leaving.letGo(months, month) : leaving.keep(months, month));
      this.count(month, left);
      if (left.outcome === 'dropped') continue;
      this.overdueSince ??= this.dueSince;
      break;
    }
    this.dueSince = null;
  }

  private count(month: FoundMonth, { outcome, holds }: Left): void {
    const { kind } = this.retained;
    if (outcome === 'dropped') this.monthsDropped += 1;
    else if (holds.length > 0) this.held += 1;
    this.parts.log({
      ...{ event: 'retention', kind, month: month.name, outcome, rows: month.rows, bytes: month.bytes },
      ...(holds.length === 0
        ? {}
        : { level: 'warn', holds: holds.map(({ code, rows }) => `${code} ${String(rows)}`) }),
    });
  }

  private async rows(rows: RetainedRows, before: Date): Promise<void> {
    const { log, signal } = this.parts;
    const deletedBefore = this.rowsDeleted;
    let after: string | null = null;
    do {
      after = await this.batch(rows, before, after);
      if (after !== null) await rest(BATCH_PAUSE_MS);
    } while (after !== null && !signal.aborted);
    const deleted = this.rowsDeleted - deletedBefore;
    if (deleted > 0)
      log({
        event: 'retention',
        kind: this.retained.kind,
        table: rows.table,
        outcome: 'deleted',
        rows: deleted,
      });
  }

  /** In a transaction of an ordinary length: who waits for one of its rows does not wait long. @returns where to go on */
  private async batch(rows: RetainedRows, before: Date, after: string | null): Promise<string | null> {
    const forget = () => this.parts.database.transaction((sql) => rows.forget(sql, before, after));
    const done = await within('ordinary', forget);
    this.rowsDeleted += done.rows;
    return done.after;
  }
}
