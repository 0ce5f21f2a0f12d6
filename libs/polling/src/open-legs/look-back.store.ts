import type { Sql } from '#database/sql.js';
import type { StreamKey } from '../windows/coverage.store.js';
import { isOfStream } from './sightings.store.js';

/** How far a stream is planned, and what its vendor has taught of its pages and windows lately; null: nothing. */
export interface ListedStream {
  readonly starts_at: Date;
  readonly planned_to: Date;
  readonly page_rows: number | null;
  readonly largest_seconds: number | null;
}

export async function readListedStream(
  sql: Sql,
  { account_id, stream }: StreamKey,
  now: Date,
): Promise<ListedStream | undefined> {
  const [row] = await sql.rows<ListedStream>({
    name: 'polling_listed_stream',
    text: `SELECT starts_at, planned_to, CASE WHEN page_rows_until > $3 THEN page_rows END AS page_rows,
             CASE WHEN largest_until > $3 THEN largest_seconds END AS largest_seconds
           FROM coverage_streams WHERE account_id = $1 AND stream = $2`,
    values: [account_id, stream, now],
  });
  return row;
}

export interface Reach extends StreamKey {
  readonly earliest: Date;
  readonly to: Date;
  /** A listing that holds more of the orders that are known is not begun; null: any number. */
  readonly orders: number | null;
}

/**
 * By when the oldest open leg is listed that a listing can show which holds no more than so many orders; null: none.
 * Legs that a listing has missed are left out. The orders are counted of accounts that are one store.
 */
export async function oldestInReach(sql: Sql, reach: Reach): Promise<Date | null> {
  const [row] = await sql.rows<{ oldest: Date | null }>({
    name: 'polling_oldest_in_reach',
    text: `SELECT min(r.listed_at) AS oldest FROM refreshes r
           WHERE r.account_id = $1 AND r.due_at IS NULL AND r.listed_at < $4 AND ${isOfStream('r')}
             AND r.listed_at >= $3 AND ($5::int IS NULL OR r.listed_at > coalesce(
               (SELECT order_at FROM legs WHERE account_id = $1 AND vendor_store_id IS NULL
                  AND order_at >= $3 AND order_at < $4
                ORDER BY vendor_store_id DESC, order_at DESC, id DESC OFFSET $5 LIMIT 1), '-infinity'))`,
    values: [reach.account_id, reach.stream, reach.earliest, reach.to, reach.orders],
  });
  return row?.oldest ?? null;
}

/** Notes until when no listing is to hold more rows than that only to reach back. */
export async function learnPageRows(
  sql: Sql,
  { account_id, stream }: StreamKey,
  { rows, now, until }: { readonly rows: number; readonly now: Date; readonly until: Date },
): Promise<void> {
  await sql.rows({
    name: 'polling_learn_page_rows',
    text: `UPDATE coverage_streams SET page_rows_until = $5,
             page_rows = CASE WHEN page_rows_until > $4 THEN least(page_rows / 2, $3::int) ELSE $3::int END
           WHERE account_id = $1 AND stream = $2`,
    values: [account_id, stream, rows, now, until],
  });
}
