import type { RetainedMonths } from '#database/retained.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { attach, detach, drop, finishDetaching } from './detaching.store.js';
import { type FoundHold, readHolds } from './holds.query.js';
import { forgetLeaving, noteDropped, noteLeaving } from './leaving-months.store.js';
import { type FoundMonth, readMonths } from './months.query.js';
import { type Patience, patiently } from './patience.js';

/** What became of a month. */
export interface Left {
  readonly outcome: 'dropped' | 'held' | 'returned';
  readonly holds: readonly FoundHold[];
}

/**
 * Lets a month go in steps, each of which another hub finds done or not: written down, detached, looked at once more,
 * dropped. Nothing that anybody needs is in it when it goes: what took up work in it until it was detached is seen by the
 * second look, and then the month comes back.
 */
export class MonthLeaving {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly patience: Patience,
    private readonly signal: AbortSignal,
  ) {}

  /** @param month in whatever state; its time is over */
  async letGo(months: RetainedMonths, month: FoundMonth): Promise<Left> {
    if (month.state === 'attached') {
      const holds = await readHolds(this.sql, months, month.name);
      if (holds.length > 0) return this.stay(month, holds);
      if (!month.isLeaving) await noteLeaving(this.sql, month, this.clock.now());
    }
    if (month.state !== 'dropped') {
      await this.takeOut(month);
      const holds = await readHolds(this.sql, months, month.name);
      if (holds.length > 0) return this.comeBack(month, holds);
      await this.patiently(() => drop(this.sql, month));
    }
    await months.gone?.(this.sql, month);
    await noteDropped(this.sql, month.name, this.clock.now());
    return { outcome: 'dropped', holds: [] };
  }

  /** One that was begun, and is kept longer by now. */
  async keep(months: RetainedMonths, month: FoundMonth): Promise<Left> {
    if (month.state === 'dropped') return this.letGo(months, month);
    if (month.state !== 'attached') await this.takeOut(month);
    return month.state === 'attached' ? this.stay(month, []) : this.comeBack(month, []);
  }

  /** Whatever was done of it before: a try that lost may have left it half out. */
  private takeOut(month: FoundMonth): Promise<void> {
    return this.patiently(async () => {
      const found = (await readMonths(this.sql, [month.table])).find(({ name }) => name === month.name);
      if (found?.state === 'attached') await detach(this.sql, month);
      else if (found?.state === 'pending') await finishDetaching(this.sql, month);
    });
  }

  private async comeBack(month: FoundMonth, holds: readonly FoundHold[]): Promise<Left> {
    await this.patiently(() => attach(this.sql, month));
    await forgetLeaving(this.sql, month.name);
    return { outcome: 'returned', holds };
  }

  private async stay(month: FoundMonth, holds: readonly FoundHold[]): Promise<Left> {
    if (month.isLeaving) await forgetLeaving(this.sql, month.name);
    return { outcome: 'held', holds };
  }

  private patiently(act: () => Promise<void>): Promise<void> {
    return patiently(act, this.patience, this.signal);
  }
}
