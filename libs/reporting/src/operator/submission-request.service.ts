import { ConflictError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import { type Hour, hoursBeginningIn } from '#domain/business-time.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { DerivedHours, Deriving } from '../derive/deriving.js';
import type { Holding } from '../derive/holding.js';
import { lockStores } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import { readSinks, type Sink } from '../derive/sinks.store.js';
import { bySink } from '../derive/sinks-of-hours.js';
import { latestSubmission } from './submission-standings.query.js';
import { anySinkOf, LONGEST_PERIOD_DAYS, NOT_REPORTED, refuseBadPeriod } from './submission-period.js';

export interface SubmissionRequest {
  readonly storeId: string;
  /** Hours that begin at or after it. */
  readonly from: Date;
  /** Hours that begin before it. */
  readonly to: Date;
}

/** An hour of a store, by when it begins, and whose vendor is told of it. */
export interface AskedHour {
  readonly storeId: string;
  readonly start: Date;
  readonly accountId: string;
}

export interface RequestedSubmissions {
  /** Hours with a submission under way, most of them made by this request. */
  readonly submissions: number;
  /** Hours whose figures the vendor has already. */
  readonly unchanged: number;
  /** Hours of the period that are not over yet; nothing is done about them. */
  readonly notClosed: number;
}

/** Derives and submits what a person asks for, whatever the schedule has done or left out. */
export class SubmissionRequestService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deriving: Deriving,
    private readonly holding: Holding,
    private readonly settings: ReportingSettings,
  ) {}

  /**
   * Every closed hour that begins in [from, to): derived now, and submitted unless the vendor has the
   * same figures. What may have got there before is covered. The same request again does nothing twice.
   * @throws DomainError naming the field; ConflictError while orders of the store are on the move
   */
  async requestSubmissions(request: SubmissionRequest): Promise<RequestedSubmissions> {
    refuseBadPeriod(request, LONGEST_PERIOD_DAYS);
    const { time_zone } = await anySinkOf(this.database, request.storeId);
    const hours = hoursBeginningIn(request.from, request.to, time_zone);
    const now = this.clock.now();
    const closed = hours.filter((hour) => hour.end <= now);
    let unchanged = 0;
    for (let done = 0; done < closed.length; done += this.settings.hoursPerBatch) {
      const batch = closed.slice(done, done + this.settings.hoursPerBatch);
      const { again } = await this.deriveBatch(request.storeId, batch);
      unchanged += again.filter(isAccepted).length;
    }
    return { submissions: closed.length - unchanged, unchanged, notClosed: hours.length - closed.length };
  }

  /**
   * What `requestSubmissions` does of one hour, in the caller's transaction, which holds the store's lock from here on.
   * @returns the submission that reports the hour to this account now, or has done so
   * @throws DomainError naming the field; ConflictError while the hour is not over or the store's orders are on the move
   */
  async submitHourOn(sql: Sql, { storeId, start, accountId }: AskedHour): Promise<string> {
    await this.deriveOn(sql, storeId, [await this.closedHour(sql, storeId, start)], true);
    const submission = await latestSubmission(sql, { storeId, start }, accountId);
    if (submission === undefined) throw new DomainError(refusal('account_reports_not_hour'), 'accountId');
    return submission;
  }

  /** The same for whichever account reports the hour. @returns false where its vendor has these figures already */
  async requestHourOn(sql: Sql, { storeId, start }: Omit<AskedHour, 'accountId'>): Promise<boolean> {
    const { again } = await this.deriveOn(sql, storeId, [await this.closedHour(sql, storeId, start)], true);
    return !again.some(isAccepted);
  }

  /** Derives one hour anew; what follows is what follows of any change. As `submitHourOn`. */
  async deriveHourOn(sql: Sql, { storeId, start }: Omit<AskedHour, 'accountId'>): Promise<void> {
    await this.deriveOn(sql, storeId, [await this.closedHour(sql, storeId, start)], false);
  }

  private async closedHour(sql: Sql, storeId: string, start: Date): Promise<Hour> {
    const { time_zone } = await anySinkOf(sql, storeId);
    const [hour] = hoursBeginningIn(start, new Date(start.getTime() + 1), time_zone);
    if (hour === undefined) throw new DomainError(refusal('no_hour_begins'), 'hourStart');
    if (hour.end > this.clock.now()) throw new ConflictError(refusal('hour_not_over'), 'hourStart');
    return hour;
  }

  private deriveBatch(storeId: string, hours: readonly Hour[]): Promise<DerivedHours> {
    return this.database.transaction(async (sql) => {
      const derived = await this.deriveOn(sql, storeId, hours, true);
      const [from, to] = [hours[0]?.start, hours.at(-1)?.end];
      await audited(sql, { subject: { kind: 'store', id: storeId }, after: { from, to } });
      return derived;
    });
  }

  private async deriveOn(
    sql: Sql,
    storeId: string,
    hours: readonly Hour[],
    asked: boolean,
  ): Promise<DerivedHours> {
    await lockStores(sql, [storeId]);
    const sinks = await readSinks(sql, [storeId]);
    refuseMoving(sinks);
    const weighed = await this.holding.weigh(
      sql,
      hours.map((hour) => ({ ...hour, storeId })),
    );
    const work = bySink(sinks, weighed);
    if (work === undefined) throw NOT_REPORTED;
    return this.deriving.derive(sql, work, asked);
  }
}

const isAccepted = ({ next }: DerivedHours['again'][number]): boolean =>
  next.step === 'leave' && next.reason === 'accepted';

function refuseMoving([sink]: readonly Sink[]): void {
  if (sink?.waits_for == null) return;
  throw new ConflictError(refusal('store_orders_moving', { jobId: sink.waits_for }), 'storeId');
}
