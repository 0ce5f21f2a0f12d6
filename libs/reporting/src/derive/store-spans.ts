import { firstHourBeginningAtOrAfter, hourOf } from '#domain/business-time.js';
import { groupBy } from '../figures/group-by.js';
import type { Sink } from './sinks.store.js';

/**
 * A time of a store whose hours are to be there: `passed`, they were to be derived before; `due`, they are derived as
 * their turn comes; `between` the times of its bindings, derived only if somebody asks.
 */
export interface Span {
  readonly storeId: string;
  readonly timeZone: string;
  readonly kind: 'passed' | 'due' | 'between';
  /** Who the hours are reported to; null: nobody. */
  readonly accountId: string | null;
  /** Begins an hour. */
  readonly from: Date;
  /** Ends one, or lies in it where a binding ends there. */
  readonly to: Date;
  /** The job that the store's orders are on the move by. */
  readonly waitsFor: string | null;
}

export interface Period {
  /** Hours that begin at or after it. */
  readonly from?: Date | undefined;
  /** Hours that begin before it. */
  readonly to?: Date | undefined;
}

/**
 * The times of stores from their first sale sink on, as far as their hours are over; in the order of stores and times.
 * A store begins with the first hour that is reported through a binding of it.
 * @param sinks in the order of stores and of their times
 */
export function storeSpans(sinks: readonly Sink[], now: Date, period: Period = {}): Span[] {
  const byStore = groupBy(sinks, ({ store_id }) => store_id);
  return [...byStore.values()].flatMap((ofStore) =>
    ofStore
      .flatMap((sink, at) => spansOf(sink, ofStore[at + 1], now))
      .flatMap((span) => within(span, period)),
  );
}

function spansOf(sink: Sink, next: Sink | undefined, now: Date): Span[] {
  const over = hourOf(now, sink.time_zone).start;
  const end = earlier(sink.ends_at ?? over, over);
  const through = earlier(sink.reported_through, end);
  const upTo = next === undefined ? end : earlier(next.starts_at, over);
  const { store_id: storeId, time_zone: timeZone, account_id, waits_for: waitsFor } = sink;
  const whose = { storeId, timeZone, waitsFor };
  return [
    { ...whose, kind: 'passed', accountId: account_id, from: sink.starts_at, to: through },
    { ...whose, kind: 'due', accountId: account_id, from: later(sink.starts_at, through), to: end },
    { ...whose, kind: 'between', accountId: null, from: end, to: upTo },
  ];
}

/** As whole hours; none where no hour begins in it. */
export function within(span: Span, { from, to }: Period): Span[] {
  const begins = firstHourBeginningAtOrAfter(later(span.from, from ?? span.from), span.timeZone).start;
  const ends = firstHourBeginningAtOrAfter(earlier(span.to, to ?? span.to), span.timeZone).start;
  return begins < ends ? [{ ...span, from: begins, to: ends }] : [];
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
const later = (one: Date, other: Date): Date => (one > other ? one : other);
