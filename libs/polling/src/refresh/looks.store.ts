import type { Sql } from '#database/sql.js';
import { isOfStream } from '../open-legs/sightings.store.js';
import type { StreamKey } from '../windows/coverage.store.js';
import { REREAD_ENDING } from '../windows/reread-streams.js';

/** A stream of which open legs are to be looked for. */
export interface DueLook extends StreamKey {
  readonly starts_at: Date;
  readonly largest_seconds: number | null;
}

const IS_SOUGHT = 'r.due_at IS NULL AND r.look_at <= $1';

/**
 * Takes the streams of these accounts whose legs no listing has shown for long, and puts their next look off: whoever
 * dies with one has only delayed it.
 */
export function claimLooks(
  sql: Sql,
  accountIds: readonly string[],
  { now, nextAt, limit }: { readonly now: Date; readonly nextAt: Date; readonly limit: number },
): Promise<DueLook[]> {
  return sql.rows({
    name: 'polling_claim_looks',
    text: `WITH due AS (
             SELECT c.account_id, c.stream FROM coverage_streams c
             WHERE c.account_id = ANY($3::uuid[]) AND c.stream !~ '${REREAD_ENDING}'
               AND (c.look_due_at IS NULL OR c.look_due_at <= $1)
               AND EXISTS (SELECT FROM refreshes r WHERE r.account_id = c.account_id AND ${IS_SOUGHT}
                             AND (r.stream IS NULL OR r.stream = c.stream))
             ORDER BY c.look_due_at NULLS FIRST, c.account_id, c.stream LIMIT $4 FOR UPDATE OF c SKIP LOCKED)
           UPDATE coverage_streams c SET look_due_at = $2 FROM due
           WHERE c.account_id = due.account_id AND c.stream = due.stream
           RETURNING c.account_id, c.stream, c.starts_at,
             CASE WHEN c.largest_until > $1 THEN c.largest_seconds END AS largest_seconds`,
    values: [now, nextAt, accountIds, limit],
  });
}

/** So many are enough for the pages of one look, and the rest has its turn. */
const MOST_LEGS = 5_000;

/** By when the legs are listed that are to be looked for, the longest waiting first. */
export function readSoughtLegs(
  sql: Sql,
  { account_id, stream }: StreamKey,
  now: Date,
): Promise<{ listed_at: Date }[]> {
  return sql.rows({
    name: 'polling_sought_legs',
    text: `SELECT r.listed_at FROM refreshes r
           WHERE r.account_id = $1 AND r.due_at IS NULL AND r.look_at <= $3 AND ${isOfStream('r')}
           ORDER BY r.look_at LIMIT $4`,
    values: [account_id, stream, now, MOST_LEGS],
  });
}

/** Those of the numbers that are legs of the account. */
export async function knownNumbers(
  sql: Sql,
  accountId: string,
  vendorNos: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.rows<{ vendor_no: string }>({
    name: 'polling_known_numbers',
    text: 'SELECT vendor_no FROM legs WHERE account_id = $1 AND vendor_no = ANY($2::text[])',
    values: [accountId, vendorNos],
  });
  return new Set(rows.map(({ vendor_no }) => vendor_no));
}

/** When the next look may be, where that is another time than was thought. */
export async function putLookOff(sql: Sql, { account_id, stream }: StreamKey, until: Date): Promise<void> {
  await sql.rows({
    name: 'polling_put_look_off',
    text: 'UPDATE coverage_streams SET look_due_at = $3 WHERE account_id = $1 AND stream = $2',
    values: [account_id, stream, until],
  });
}

/** Legs that nothing is expected of any more are no longer looked for. */
export async function forgetOldLegs(
  sql: Sql,
  accountIds: readonly string[],
  firstBefore: Date,
): Promise<void> {
  await sql.rows({
    name: 'polling_forget_old_legs',
    text: `DELETE FROM refreshes WHERE account_id = ANY($1::uuid[]) AND look_at IS NOT NULL AND due_at IS NULL
             AND first_at < $2`,
    values: [accountIds, firstBefore],
  });
}

/** What went wrong while these legs were looked for. */
export interface FailedLook extends StreamKey {
  readonly from: Date;
  readonly to: Date;
  readonly code: string;
  readonly message: string;
}

/** Shows on the legs that nobody could look for them. They stay due. */
export async function noteFailedLook(sql: Sql, failed: FailedLook, now: Date): Promise<void> {
  await sql.rows({
    name: 'polling_note_failed_look',
    text: `WITH sought AS (
             SELECT r.leg_id FROM refreshes r
             WHERE r.account_id = $1 AND r.due_at IS NULL AND r.look_at <= $3 AND r.listed_at >= $4
               AND r.listed_at < $5 AND ${isOfStream('r')} FOR UPDATE OF r SKIP LOCKED)
           UPDATE refreshes r SET failures = r.failures + 1, error_code = $6, error_message = $7
           FROM sought WHERE sought.leg_id = r.leg_id`,
    values: [
      ...[failed.account_id, failed.stream, now, failed.from, failed.to],
      ...[failed.code, failed.message],
    ],
  });
}
