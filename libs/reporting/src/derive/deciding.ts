import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { groupBy } from '../figures/group-by.js';
import { type DerivedHour, hourKey } from '../figures/hours.store.js';
import type { RestateSettings } from '../reporting-settings.js';
import { REPORTING_SUBMIT } from '../reporting.tasks.js';
import { changedHours, unboundHours } from './changed-hours.js';
import { stepByItself, stepWhileUnbound } from './restate-rule.js';
import { type HourWait, writeWaits } from './restating.store.js';
import { causeOf, type Earlier, type NextStep, nextStep } from './submission-rule.js';
import { earlierSubmissions, hastenSubmissions, insertSubmissions, supersede } from './submissions.store.js';

/** An hour at its latest revision, and the account that it is reported to. */
export interface ReportedHour {
  readonly hour: DerivedHour;
  readonly accountId: string;
}

export interface HourStep {
  readonly hour: DerivedHour;
  /** Null: no account takes it. */
  readonly accountId: string | null;
  readonly next: NextStep;
}

/** Decides what becomes of hours at their latest revision, and does it; all of them in the same few statements. */
export class Deciding {
  constructor(
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly settings: RestateSettings,
  ) {}

  /**
   * In the caller's transaction, under its `lockStores` and `lockHours`.
   * @param asked whether a person asked for these hours
   */
  async decide(sql: Sql, hours: readonly ReportedHour[], asked: boolean): Promise<HourStep[]> {
    const now = this.clock.now();
    const steps = await this.stepsOf(sql, hours, asked, now);
    await this.take(sql, steps, asked, now);
    await writeWaits(sql, waitsOf(steps));
    return steps;
  }

  /** Of hours that no account takes. As `decide`. */
  async decideUnbound(sql: Sql, hours: readonly DerivedHour[]): Promise<HourStep[]> {
    if (hours.length === 0) return [];
    const now = this.clock.now();
    const unbound = await unboundHours(sql, hours, await earlierOf(sql, hours, now));
    const steps = unbound.map(({ hour, standing }) => {
      return { hour, accountId: null, next: stepWhileUnbound(standing) };
    });
    await supersede(sql, steps.flatMap(pointlessBy), now);
    await writeWaits(sql, waitsOf(steps));
    return steps;
  }

  private async stepsOf(
    sql: Sql,
    hours: readonly ReportedHour[],
    asked: boolean,
    now: Date,
  ): Promise<HourStep[]> {
    const derived = hours.map(({ hour }) => hour);
    const earlier = await earlierOf(sql, derived, now);
    if (!asked) {
      const changed = await changedHours(sql, hours, earlier);
      return changed.map(({ hour, accountId, standing }) => {
        return { hour, accountId, next: stepByItself(standing, now, this.settings) };
      });
    }
    return hours.map(({ hour, accountId }) => {
      const wish = { accountId, revisionId: hour.revisionId, asked };
      return { hour, accountId, next: nextStep(earlier(hour), wish) };
    });
  }

  private async take(sql: Sql, steps: readonly HourStep[], asked: boolean, now: Date): Promise<void> {
    const submit = steps.flatMap(({ hour, accountId, next }) => {
      if (next.step !== 'submit' || accountId === null) return [];
      return [{ ...hour, id: this.newId(now), accountId, cover: next.cover, cause: causeOf(next, asked) }];
    });
    const hasten = steps.flatMap(({ next }) => (next.step === 'hasten' ? [next.id] : []));
    await supersede(sql, steps.flatMap(pointlessBy), now);
    await insertSubmissions(sql, submit, now);
    await hastenSubmissions(sql, hasten, now);
    if (submit.length + hasten.length > 0) await wakeUp(sql, REPORTING_SUBMIT, this.instance.id);
  }

  private newId(now: Date): string {
    return uuidV7(now, randomBytes(10));
  }
}

const pointlessBy = ({ next }: HourStep): readonly string[] => ('supersede' in next ? next.supersede : []);

async function earlierOf(
  sql: Sql,
  hours: readonly DerivedHour[],
  now: Date,
): Promise<(hour: DerivedHour) => readonly Earlier[]> {
  const earlier = groupBy(await earlierSubmissions(sql, hours, now), hourKey);
  return (hour) => earlier.get(hourKey(hour)) ?? [];
}

const waitsOf = (steps: readonly HourStep[]): HourWait[] =>
  steps.map(({ hour, accountId, next }) => ({
    storeId: hour.storeId,
    start: hour.start,
    restateAt: next.step === 'settles' ? next.until : null,
    asks: next.step === 'asks' ? { why: next.why, accountId } : null,
  }));
