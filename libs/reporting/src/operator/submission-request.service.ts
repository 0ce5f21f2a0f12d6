import { ConflictError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import { type Hour, hoursBeginningIn } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import { isUuid } from '#domain/ids.js';
import type { DerivedHours, Deriving } from '../derive/deriving.js';
import type { Holding } from '../derive/holding.js';
import { lockStores } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import { readSinks, type Sink, storeExists } from '../derive/sinks.store.js';
import { bySink } from '../derive/sinks-of-hours.js';

export interface SubmissionRequest {
  readonly storeId: string;
  /** Hours that begin at or after it. */
  readonly from: Date;
  /** Hours that begin before it. */
  readonly to: Date;
}

export interface RequestedSubmissions {
  /** Hours with a submission under way, most of them made by this request. */
  readonly submissions: number;
  /** Hours whose figures the vendor has already. */
  readonly unchanged: number;
  /** Hours of the period that are not over yet; nothing is done about them. */
  readonly notClosed: number;
}

export const LONGEST_PERIOD_DAYS = 31;
/** A slip of the keyboard, rather than an hour that anybody wants to see. */
const EARLIEST = new Date('2000-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

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
    refuseBadPeriod(request);
    const { time_zone } = await this.anySinkOf(request.storeId);
    const hours = hoursBeginningIn(request.from, request.to, time_zone);
    const now = this.clock.now();
    const closed = hours.filter((hour) => hour.end <= now);
    let unchanged = 0;
    for (let done = 0; done < closed.length; done += this.settings.hoursPerBatch) {
      const batch = closed.slice(done, done + this.settings.hoursPerBatch);
      const { again } = await this.deriveBatch(request.storeId, batch);
      unchanged += again.filter(({ next }) => next.step === 'leave' && next.reason === 'accepted').length;
    }
    return { submissions: closed.length - unchanged, unchanged, notClosed: hours.length - closed.length };
  }

  private deriveBatch(storeId: string, hours: readonly Hour[]): Promise<DerivedHours> {
    return this.database.transaction(async (sql) => {
      await lockStores(sql, [storeId]);
      const sinks = await readSinks(sql, [storeId]);
      refuseMoving(sinks);
      const weighed = await this.holding.weigh(
        sql,
        hours.map((hour) => ({ ...hour, storeId })),
      );
      const work = bySink(sinks, weighed);
      if (work === undefined) throw NOT_REPORTED;
      return this.deriving.derive(sql, work, true);
    });
  }

  private async anySinkOf(storeId: string): Promise<Sink> {
    const [sink] = isUuid(storeId) ? await readSinks(this.database, [storeId]) : [];
    if (sink !== undefined) return sink;
    if (isUuid(storeId) && (await storeExists(this.database, storeId))) throw NOT_REPORTED;
    throw new DomainError('there is no such store', 'storeId');
  }
}

function refuseMoving([sink]: readonly Sink[]): void {
  if (sink?.waits_for == null) return;
  throw new ConflictError(
    `recorded orders of this store are on the move by job ${sink.waits_for}: ask again when it is done`,
    'storeId',
  );
}

const NOT_REPORTED = new DomainError(
  'no account reports these hours of the store: bind it to one first',
  'storeId',
);

function refuseBadPeriod({ from, to }: SubmissionRequest): void {
  if (Number.isNaN(from.getTime())) throw new DomainError('from is no instant', 'from');
  if (Number.isNaN(to.getTime())) throw new DomainError('to is no instant', 'to');
  if (from < EARLIEST) throw new DomainError('from must not be before the year 2000', 'from');
  if (from >= to) throw new DomainError('to must be later than from', 'to');
  if (to.getTime() - from.getTime() > LONGEST_PERIOD_DAYS * DAY_MS) {
    throw new DomainError(`a period is at most ${LONGEST_PERIOD_DAYS} days long`, 'to');
  }
}
