import { OUTAGE_CODES } from '#connectors-core/connector-error.js';
import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

export interface StreamKey {
  readonly account_id: string;
  readonly stream: string;
}

const STREAM = { account_id: 'uuid', stream: 'text' } as const;

interface Beginning extends StreamKey {
  readonly starts_at: Date;
}

/** Begins streams that were never seen; nothing of them is planned yet. */
export async function beginStreams(sql: Sql, streams: readonly Beginning[]): Promise<void> {
  const input = inputRows(streams, { ...STREAM, starts_at: 'timestamptz' });
  await sql.rows({
    name: 'polling_begin_streams',
    text: `INSERT INTO coverage_streams (account_id, stream, starts_at, planned_to)
           SELECT account_id, stream, starts_at, starts_at FROM ${input.from}
           WHERE NOT EXISTS (SELECT FROM coverage_streams c
                             WHERE c.account_id = input.account_id AND c.stream = input.stream)
           ORDER BY account_id, stream ON CONFLICT DO NOTHING`,
    values: input.values,
  });
}

/**
 * Begins rereads that were never seen, not before the stream that they read once more: what is older than that
 * would be taken for news.
 */
export async function beginRereads(
  sql: Sql,
  streams: readonly (Beginning & { readonly reread_of: string | null })[],
): Promise<void> {
  const input = inputRows(streams, { ...STREAM, starts_at: 'timestamptz', reread_of: 'text' });
  await sql.rows({
    name: 'polling_begin_rereads',
    text: `INSERT INTO coverage_streams (account_id, stream, starts_at, planned_to)
           SELECT input.account_id, input.stream, begins.at, begins.at
           FROM ${input.from}
           JOIN coverage_streams c ON c.account_id = input.account_id AND c.stream = input.reread_of
           CROSS JOIN LATERAL (SELECT greatest(input.starts_at, c.starts_at) AS at) begins
           WHERE NOT EXISTS (SELECT FROM coverage_streams own
                             WHERE own.account_id = input.account_id AND own.stream = input.stream)
           ORDER BY input.account_id, input.stream ON CONFLICT DO NOTHING`,
    values: input.values,
  });
}

export interface PlannedStream extends StreamKey {
  readonly starts_at: Date;
  readonly planned_to: Date;
  /** What the vendor has taught of its windows' size lately; null: nothing. */
  readonly largest_seconds: number | null;
}

/** Holds the streams whose plan ends at `planned_before` or earlier; what somebody else plans is passed over. */
export function holdStreams(
  sql: Sql,
  streams: readonly (StreamKey & { readonly planned_before: Date })[],
  now: Date,
): Promise<PlannedStream[]> {
  const input = inputRows(streams, { ...STREAM, planned_before: 'timestamptz' }, 2);
  return sql.rows({
    name: 'polling_hold_streams',
    text: `SELECT c.account_id, c.stream, c.starts_at, c.planned_to,
             CASE WHEN c.largest_until > $1 THEN c.largest_seconds END AS largest_seconds
           FROM coverage_streams c JOIN ${input.from} USING (account_id, stream)
           WHERE c.planned_to <= input.planned_before
           ORDER BY c.account_id, c.stream FOR UPDATE OF c SKIP LOCKED`,
    values: [now, ...input.values],
  });
}

/** Notes that larger windows of the stream than this are refused: until then none is planned, or made by joining. */
export async function learnLargest(
  sql: Sql,
  { account_id, stream }: StreamKey,
  { seconds, now, until }: { readonly seconds: number; readonly now: Date; readonly until: Date },
): Promise<void> {
  await sql.rows({
    name: 'polling_learn_largest',
    text: `UPDATE coverage_streams SET largest_until = $5,
             largest_seconds = CASE WHEN largest_until > $4 THEN least(largest_seconds, $3::int) ELSE $3::int END
           WHERE account_id = $1 AND stream = $2`,
    values: [account_id, stream, seconds, now, until],
  });
}

export async function forgetLargest(sql: Sql, { account_id, stream }: StreamKey): Promise<void> {
  await sql.rows({
    name: 'polling_forget_largest',
    text: `UPDATE coverage_streams SET largest_seconds = NULL, largest_until = NULL
           WHERE account_id = $1 AND stream = $2`,
    values: [account_id, stream],
  });
}

/**
 * How far a stream is listed without one row, once a window of it is closed. Waits for whoever plans the stream or joins
 * windows of it, and holds it. A window that does not join on begins anew; one that is closed late says only where there is
 * a row.
 */
export async function noteListed(
  sql: Sql,
  { account_id, stream, from_at, to_at }: StreamKey & { readonly from_at: Date; readonly to_at: Date },
  rows: number,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'polling_note_listed',
    text: `UPDATE coverage_streams SET empty_at = $5,
             empty_from = CASE WHEN $6 THEN greatest(empty_from, $4)
               WHEN empty_to IS NULL OR empty_to < $3 THEN $3 ELSE empty_from END,
             empty_to = greatest(empty_to, $4)
           WHERE account_id = $1 AND stream = $2`,
    values: [account_id, stream, from_at, to_at, now, rows > 0],
  });
}

export async function movePlans(
  sql: Sql,
  streams: readonly (StreamKey & { readonly planned_to: Date })[],
): Promise<void> {
  const input = inputRows(streams, { ...STREAM, planned_to: 'timestamptz' });
  await sql.rows({
    name: 'polling_move_plans',
    text: `UPDATE coverage_streams c SET planned_to = input.planned_to FROM ${input.from}
           WHERE c.account_id = input.account_id AND c.stream = input.stream`,
    values: input.values,
  });
}

export interface PendingWindow extends StreamKey {
  readonly id: string;
  readonly from_at: Date;
  readonly to_at: Date;
}

/**
 * Holds the live windows of these streams of which nobody has got anything: never tried, or tried while the
 * vendor or the account did not work; halves of a list that was not whole are not of them. In the order of their beginnings; what is being read is left out.
 */
export function holdUntouched(sql: Sql, streams: readonly StreamKey[], now: Date): Promise<PendingWindow[]> {
  const input = inputRows(streams, STREAM, 3);
  return sql.rows({
    name: 'polling_hold_untouched',
    text: `SELECT w.id, w.account_id, w.stream, w.from_at, w.to_at
           FROM windows w JOIN ${input.from} USING (account_id, stream)
           WHERE w.state <> 'closed' AND w.backfill_id IS NULL AND w.pages = 0
             AND ((w.attempts = 0 AND w.error_code IS NULL) OR w.error_code = ANY($2::text[]))
             AND (w.lease_until IS NULL OR w.lease_until <= $1)
           ORDER BY w.from_at, w.to_at FOR UPDATE OF w SKIP LOCKED`,
    values: [now, OUTAGE_CODES, ...input.values],
  });
}
