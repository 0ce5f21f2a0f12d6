import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Hour } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { groupBy } from '../figures/group-by.js';
import { sameFigures } from '../figures/figures.js';
import { type DerivedHour, figuresOf, hourKey, lockHours, type StoreHour } from '../figures/hours.store.js';
import { REPORTING_SUBMIT } from '../reporting.tasks.js';
import { markProvisional } from './provisional.store.js';
import { insertRevisions, type NewRevision } from './revisions.store.js';
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

/** An hour at its latest revision, and whether that was made just now. */
export interface RevisedHour {
  readonly hour: DerivedHour;
  readonly isNew: boolean;
}

export interface HourStep {
  readonly hour: DerivedHour;
  readonly accountId: string;
  readonly next: NextStep;
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
  async derive(sql: Sql, work: readonly HoursToDerive[], asked: boolean): Promise<HourStep[]> {
    const hours = work.flatMap(({ storeId, hours: ofStore }) =>
      ofStore.map((hour) => ({ storeId, ...hour })),
    );
    if (hours.length === 0) return [];
    const derived = (await this.revise(sql, hours)).map(({ hour }) => hour);
    await markProvisional(
      sql,
      hours.filter(({ provisional }) => provisional),
    );
    const accounts = new Map(
      work.flatMap(({ storeId, accountId, hours: ofSink }) =>
        ofSink.map(({ start }) => [hourKey({ storeId, start }), accountId] as const),
      ),
    );
    const steps = await this.nextSteps(sql, derived, accounts, asked);
    await this.take(sql, steps, asked);
    return steps;
  }

  /**
   * The latest revision of each hour: a new one where the ledger says something else than the last did. In the
   * caller's transaction and under its `lockStores`; submits nothing.
   */
  async revise(sql: Sql, hours: readonly StoreHour[]): Promise<RevisedHour[]> {
    if (hours.length === 0) return [];
    const before = new Map((await lockHours(sql, hours)).map((hour) => [hourKey(hour), hour]));
    const fresh: NewRevision[] = [];
    const same: DerivedHour[] = [];
    const sums = await figuresOf(sql, hours);
    for (const hour of hours) {
      const figures = sums.get(hourKey(hour));
      if (figures === undefined) throw new Error(`nothing was summed up for ${hourKey(hour)}`);
      const last = before.get(hourKey(hour));
      if (last !== undefined && sameFigures(last.figures, figures)) same.push(last);
      else fresh.push({ ...hour, figures, ...nextOf(hour, last) });
    }
    const appended = await insertRevisions(sql, fresh);
    return [
      ...same.map((hour) => ({ hour, isNew: false })),
      ...appended.map((hour) => ({ hour, isNew: true })),
    ];
  }

  private async nextSteps(
    sql: Sql,
    derived: readonly DerivedHour[],
    accounts: ReadonlyMap<string, string>,
    asked: boolean,
  ): Promise<HourStep[]> {
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

/** A revision that nobody has weighed is as provisional as the one before. */
const nextOf = ({ provisional }: Partial<HourToDerive>, last: DerivedHour | undefined) => ({
  revision: (last?.revision ?? 0) + 1,
  provisional: provisional ?? last?.provisional ?? false,
});
