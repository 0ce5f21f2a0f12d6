import type { Sql } from '#database/sql.js';

/** How far a live stream is read. */
export interface ReadStream {
  readonly account_id: string;
  readonly stream: string;
  readonly starts_at: Date;
  readonly planned_to: Date;
}

/** A stretch of a live stream that is planned and not read to its end. */
export interface StreamGap extends Pick<ReadStream, 'account_id' | 'stream'> {
  readonly from_at: Date;
  readonly to_at: Date;
}

/** Of all streams, those that are named no more and rereads too. */
export const readStreams = (sql: Sql): Promise<ReadStream[]> =>
  sql.rows({
    name: 'polling_read_streams',
    text: 'SELECT account_id, stream, starts_at, planned_to FROM coverage_streams',
    values: [],
  });

export const readStreamGaps = (sql: Sql): Promise<StreamGap[]> =>
  sql.rows({
    name: 'polling_stream_gaps',
    text: `SELECT account_id, stream, from_at, to_at FROM windows
           WHERE state <> 'closed' AND backfill_id IS NULL ORDER BY from_at`,
    values: [],
  });
