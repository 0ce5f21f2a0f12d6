import type { Sql } from '#database/sql.js';
import type { Hour } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { hourKey, lockHours, type StoreHour } from '../figures/hours.store.js';
import { REPORTING_SUBMIT } from '../reporting.tasks.js';
import type { Deciding, HourStep } from './deciding.js';
import { markProvisional } from './provisional.store.js';
import { type RevisedHour, reviseHours } from './revisions.store.js';
import { causeOf } from './submission-rule.js';

/** Closed hours of a store, and the account that they are reported to; of one store in the order of time. */
export interface HoursToDerive {
  readonly storeId: string;
  readonly accountId: string;
  readonly hours: readonly HourToDerive[];
}

export interface HourToDerive extends Hour {
  /** A source of its store has not been read to its end. */
  readonly provisional?: boolean;
}

/** What became of hours. */
export interface DerivedHours {
  /** So many were derived for the first time and are submitted. */
  readonly first: number;
  /** All others, in any order. */
  readonly again: readonly HourStep[];
}

/**
 * Writes revisions of closed hours, and has decided what becomes of those that were derived before; all stores and
 * hours in the same few statements.
 */
export class Deriving {
  constructor(
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly deciding: Deciding,
  ) {}

  /**
   * In the caller's transaction and under its `lockStores`.
   * @param asked whether a person asked for these hours, see `Deciding`
   */
  async derive(sql: Sql, work: readonly HoursToDerive[], asked: boolean): Promise<DerivedHours> {
    const hours = work.flatMap(({ storeId, accountId, hours: ofSink }) =>
      ofSink.map((hour) => ({ storeId, accountId, ...hour })),
    );
    const cause = causeOf({ cover: false }, asked);
    const before = await reviseHours(sql, hours, { cause, now: this.clock.now() });
    await markProvisional(
      sql,
      hours.filter(({ provisional }) => provisional),
    );
    const first = hours.length - before.length;
    if (first > 0) await wakeUp(sql, REPORTING_SUBMIT, this.instance.id);
    if (before.length === 0) return { first, again: [] };
    const accounts = new Map(hours.map((hour) => [hourKey(hour), hour.accountId]));
    const reported = before.flatMap(({ hour }) => {
      const accountId = accounts.get(hourKey(hour));
      return accountId === undefined ? [] : [{ hour, accountId }];
    });
    await lockHours(
      sql,
      before.map(({ hour }) => hour),
    );
    return { first, again: await this.deciding.decide(sql, reported, asked) };
  }

  /**
   * The latest revision of each hour: a new one where the ledger says something else than the last did. In the
   * caller's transaction and under its `lockStores`; submits nothing: a further revision is looked at by `Restating`.
   * @param hours that were derived before
   */
  revise(sql: Sql, hours: readonly StoreHour[]): Promise<RevisedHour[]> {
    const toNobody = hours.map((hour) => ({ ...hour, accountId: null }));
    return reviseHours(sql, toNobody, { cause: 'first', now: this.clock.now() });
  }
}
