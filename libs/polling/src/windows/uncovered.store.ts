import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { StreamKey } from './coverage.store.js';

/** A time of a stream, and how long a window of the stream is at most. */
export interface StreamHour extends StreamKey {
  readonly hour_start: Date;
  readonly hour_end: Date;
  readonly largest_seconds: number;
}

const HOUR = {
  account_id: 'uuid',
  stream: 'text',
  hour_start: 'timestamptz',
  hour_end: 'timestamptz',
  largest_seconds: 'float8',
} as const;

const OF_HOUR = `w.account_id = i.account_id AND w.stream = i.stream AND w.from_at < i.hour_end AND w.to_at > i.hour_start
             AND w.from_at > i.hour_start - i.largest_seconds * INTERVAL '1 second'`;

/**
 * Those of the hours that are not read to their end: not planned so far yet, or a window that holds a part of them is
 * not closed, and no other one that is closed holds that part, too. Of what is before a stream's beginning it knows
 * nothing.
 */
export function readUncovered(sql: Sql, hours: readonly StreamHour[]): Promise<StreamHour[]> {
  const input = inputRows(hours, HOUR);
  return sql.rows({
    name: 'polling_uncovered',
    text: `WITH i AS MATERIALIZED (SELECT * FROM ${input.from})
           SELECT i.* FROM i JOIN coverage_streams c USING (account_id, stream)
           WHERE c.starts_at < i.hour_end AND (c.planned_to < i.hour_end OR (
             EXISTS (SELECT FROM windows w WHERE ${OF_HOUR} AND w.state <> 'closed' AND w.backfill_id IS NULL)
             AND NOT tstzrange(greatest(i.hour_start, c.starts_at), i.hour_end) <@ coalesce((
               SELECT range_agg(tstzrange(w.from_at, w.to_at)) FROM windows w
               WHERE ${OF_HOUR} AND w.state = 'closed'), '{}')))`,
    values: input.values,
  });
}
