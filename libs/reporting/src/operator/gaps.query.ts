import type { Database } from '#database/database.js';
import { businessDate } from '#domain/business-time.js';
import type { HourState } from '../derive/hour-state.js';
import { readAllSinks, type Sink } from '../derive/sinks.store.js';
import { isIn } from '../derive/sinks-of-hours.js';
import { type Span, storeSpans, within } from '../derive/store-spans.js';
import { groupBy } from '../figures/group-by.js';
import type { SubmissionState } from '../derive/submission-rule.js';
import { type AbsentGap, absentGaps, type AbsentParts } from './absent-gaps.js';
import { type DerivedGap, derivedGaps, type GapFilter } from './gaps.store.js';

/** An hour that is over, and where it stands. */
export interface GapView {
  readonly storeId: string;
  readonly hourStart: Date;
  readonly hourEnd: Date;
  /** `yyyy-MM-dd` of the store's business day. */
  readonly businessDate: string;
  readonly state: HourState;
  /** Who it is reported to; null where nobody takes it. */
  readonly accountId: string | null;
  /** The streams whose reading is waited for. */
  readonly heldBy: readonly { readonly accountId: string; readonly stream: string }[];
  /** Of a hole: `itself`, within minutes, or `asked`: by a request for submissions alone. */
  readonly fills: 'itself' | 'asked' | null;
  /** The job that orders of its store are on the move by: until it ends the hour rests. */
  readonly waitsForJobId: string | null;
  /** Null where it is not derived. */
  readonly revision: number | null;
  readonly submission: {
    readonly id: string;
    readonly state: SubmissionState;
    readonly errorCode: string | null;
  } | null;
}

/** Shows where every hour of a store stands that is over, since the store began to be reported. */
export class GapsQuery {
  constructor(
    private readonly database: Database,
    private readonly parts: AbsentParts,
  ) {}

  /** In the order of stores and of time. Six statements at most, whatever the number of hours. */
  async list(filter: GapFilter): Promise<GapView[]> {
    const { after, limit } = filter;
    const now = this.parts.clock.now();
    const sinks = await readAllSinks(this.database, filter, after?.storeId);
    const spans = storeSpans(sinks, now, filter).flatMap((span) => restOf(span, after));
    const derived = await derivedGaps(this.database, filter);
    const absent = await absentGaps(this.database, spans, filter, this.parts);
    const stores = groupBy(sinks, ({ store_id }) => store_id);
    const filledSince = new Date(now.getTime() - this.parts.settings.fillsForMs);
    return [
      ...derived.map((row) => ofDerived(row, stores.get(row.store_id) ?? [], filledSince)),
      ...absent.map((hour) => ofAbsent(hour, stores.get(hour.span.storeId) ?? [], filledSince)),
    ]
      .sort(byStoreAndTime)
      .slice(0, limit);
  }
}

/** What of a span comes after an hour in the list. */
function restOf(span: Span, after: GapFilter['after']): Span[] {
  if (span.storeId !== after?.storeId) return [span];
  return within(span, { from: new Date(after.hourStart.getTime() + 1) });
}

function ofDerived(row: DerivedGap, sinks: readonly Sink[], filledSince: Date): GapView {
  const { submission_id: id, submission_state: state, error_code: errorCode } = row;
  const sink = sinks.find((one) => isIn(one, row.hour_start));
  return {
    storeId: row.store_id,
    hourStart: row.hour_start,
    hourEnd: row.hour_end,
    businessDate: businessDate(row.hour_start, row.time_zone, row.business_day_start),
    state: row.state,
    accountId: row.account_id ?? sink?.account_id ?? null,
    heldBy: [],
    fills: row.state === 'hole' ? fillsOf(row.hour_start, sink !== undefined, filledSince) : null,
    waitsForJobId: null,
    revision: row.revision,
    submission: id === null || state === null ? null : { id, state, errorCode },
  };
}

function ofAbsent(hour: AbsentGap, [sink]: readonly Sink[], filledSince: Date): GapView {
  const { span, start, end, state, heldBy } = hour;
  return {
    storeId: span.storeId,
    hourStart: start,
    hourEnd: end,
    businessDate: businessDate(start, span.timeZone, sink?.business_day_start ?? '00:00'),
    state,
    accountId: span.accountId,
    heldBy,
    fills: state === 'hole' ? fillsOf(start, span.kind === 'passed', filledSince) : null,
    waitsForJobId: span.waitsFor,
    revision: null,
    submission: null,
  };
}

const fillsOf = (start: Date, isSinks: boolean, filledSince: Date): GapView['fills'] =>
  isSinks && start >= filledSince ? 'itself' : 'asked';

const byStoreAndTime = (a: GapView, b: GapView): number => {
  if (a.storeId !== b.storeId) return a.storeId < b.storeId ? -1 : 1;
  return a.hourStart.getTime() - b.hourStart.getTime();
};
