import type { Sql } from '#database/sql.js';
import type { ClaimedWindow } from './windows.store.js';

/**
 * Whether a shorter window of the stream that begins no earlier is refused as too large too, before its first page.
 * Then no length is small enough: the vendor does not reach back so far.
 */
export async function isRefusedHoweverShort(
  sql: Sql,
  { account_id, stream, from_at, to_at }: ClaimedWindow,
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'polling_refused_later',
    text: `SELECT FROM windows WHERE account_id = $1 AND stream = $2 AND from_at >= $3
             AND to_at - from_at < $4::timestamptz - $3 AND state = 'failed'
             AND error_code = 'window_too_large' AND pages = 0 LIMIT 1`,
    values: [account_id, stream, from_at, to_at],
  });
  return rows.length > 0;
}
