import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Hour } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { groupBy } from '../figures/group-by.js';
import { type DerivedHour, hourKey, lockHours, type StoreHour } from '../figures/hours.store.js';
import { REPORTING_SUBMIT } from '../reporting.tasks.js';
import { markProvisional } from './provisional.store.js';
import { type RevisedHour, reviseHours } from './revisions.store.js';
import { causeOf, type NextStep, nextStep } from './submission-rule.js';
import { earlierSubmissions, hastenSubmissions, insertSubmissions, supersede } from './submissions.store.js';

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

export interface HourStep {
  readonly hour: DerivedHour;
  readonly accountId: string;
  readonly next: NextStep;
}

/** What became of hours. */
export interface DerivedHours {
  /** So many were derived for the first time and are submitted. */
  readonly first: number;
  /** All others, in any order. */
  readonly again: readonly HourStep[];
}

/** Writes revisions and submissions of closed hours; all stores and hours in the same few statements. */
export class Deriving {
  constructor(
    private readonly clock: Clock,
    private readonly instance: Instance,
  ) {}

  /**
   * In the caller's transaction and under its `lockStores`.
   * @param asked whether a person asked for these hours, see `nextStep`
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
    const again = await this.nextSteps(
      sql,
      before.map(({ hour }) => hour),
      new Map(hours.map((hour) => [hourKey(hour), hour.accountId])),
      asked,
    );
    await this.take(sql, again, asked);
    return { first, again };
  }

  /**
   * The latest revision of each hour: a new one where the ledger says something else than the last did. In the
   * caller's transaction and under its `lockStores`; submits nothing.
   * @param hours that were derived before
   */
  revise(sql: Sql, hours: readonly StoreHour[]): Promise<RevisedHour[]> {
    const toNobody = hours.map((hour) => ({ ...hour, accountId: null }));
    return reviseHours(sql, toNobody, { cause: 'first', now: this.clock.now() });
  }

  private async nextSteps(
    sql: Sql,
    derived: readonly DerivedHour[],
    accounts: ReadonlyMap<string, string>,
    asked: boolean,
  ): Promise<HourStep[]> {
    await lockHours(sql, derived);
    const earlier = groupBy(await earlierSubmissions(sql, derived, this.clock.now()), hourKey);
    return derived.flatMap((hour) => {
      const accountId = accounts.get(hourKey(hour));
      if (accountId === undefined) return [];
      const wish = { accountId, revisionId: hour.revisionId, asked };
      return [{ hour, accountId, next: nextStep(earlier.get(hourKey(hour)) ?? [], wish) }];
    });
  }

  private async take(sql: Sql, steps: readonly HourStep[], asked: boolean): Promise<void> {
    const now = this.clock.now();
    const submit = steps.flatMap(({ hour, accountId, next }) =>
      next.step === 'submit'
        ? [
            {
              ...hour,
              id: this.newId(),
              accountId,
              cover: next.cover,
              cause: causeOf(next, asked),
              gives: next.supersede,
            },
          ]
        : [],
    );
    const hasten = steps.flatMap(({ next }) => (next.step === 'hasten' ? [next.id] : []));
    await supersede(
      sql,
      submit.flatMap(({ gives }) => gives),
      now,
    );
    await insertSubmissions(sql, submit, now);
    await hastenSubmissions(sql, hasten, now);
    if (submit.length + hasten.length > 0) await wakeUp(sql, REPORTING_SUBMIT, this.instance.id);
  }

  private newId(): string {
    return uuidV7(this.clock.now(), randomBytes(10));
  }
}
