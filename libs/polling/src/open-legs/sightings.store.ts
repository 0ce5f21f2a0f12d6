import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { LET_GO } from '#jobs/leased-rows.store.js';
import type { StreamKey } from '../windows/coverage.store.js';
import { REREAD_ENDING } from '../windows/reread-streams.js';

/** An open leg that a listing has shown. */
export interface SeenLeg {
  readonly leg_id: string;
  readonly first_at: Date;
}

/** Holds those of the legs that their account's listings show, in one order for everybody. */
export function holdSeen(sql: Sql, accountId: string, legIds: readonly string[]): Promise<SeenLeg[]> {
  return sql.rows({
    name: 'polling_hold_seen',
    text: `SELECT leg_id, first_at FROM refreshes
           WHERE leg_id = ANY($2::uuid[]) AND account_id = $1 AND listed_at IS NOT NULL
           ORDER BY leg_id FOR UPDATE`,
    values: [accountId, legIds],
  });
}

/** Legs that were shown are not fetched by themselves, and whoever is at it has lost them. Null: not looked for again. */
export async function noteSightings(
  sql: Sql,
  stream: string,
  legs: readonly { readonly leg_id: string; readonly look_at: Date | null }[],
): Promise<void> {
  const input = inputRows(legs, { leg_id: 'uuid', look_at: 'timestamptz' }, 2);
  await sql.rows({
    name: 'polling_note_sightings',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      gone AS (DELETE FROM refreshes r USING input WHERE r.leg_id = input.leg_id AND input.look_at IS NULL)
      UPDATE refreshes r SET due_at = NULL, look_at = input.look_at, stream = $1, failures = 0,
        error_code = NULL, error_message = NULL, ${LET_GO}
      FROM input WHERE r.leg_id = input.leg_id AND input.look_at IS NOT NULL`,
    values: [stream, ...input.values],
  });
}

/** A listing that has been read to its end. */
export interface WholeListing extends StreamKey {
  readonly from: Date;
  readonly to: Date;
  readonly beganAt: Date;
  /** What was opened later may not have been visible yet. */
  readonly visibleFor: Date;
}

/** SQL: the leg is one that listings of the stream show; `$1` and `$2` are the account and the stream. */
export const isOfStream = (row: string): string =>
  `(${row}.stream = $2 OR ${row}.stream IS NULL AND NOT EXISTS (SELECT FROM coverage_streams other
     WHERE other.account_id = $1 AND other.stream <> $2 AND other.stream !~ '${REREAD_ENDING}'))`;

/**
 * Makes the open legs due that the listing held and did not show. That proves nothing of them, so they are fetched;
 * one that waits for its fetch, or has had it, is left as it is.
 * @returns whether there are any
 */
export async function noteMissing(sql: Sql, listing: WholeListing, now: Date): Promise<boolean> {
  const rows = await sql.rows({
    name: 'polling_note_missing',
    text: `WITH missing AS (
             SELECT r.leg_id FROM refreshes r JOIN legs ON legs.id = r.leg_id
             WHERE r.account_id = $1 AND r.listed_at >= $3 AND r.listed_at < $4 AND r.due_at IS NULL
               AND r.first_at <= $6 AND legs.confirmed_at < $5 AND ${isOfStream('r')}
             FOR UPDATE OF r SKIP LOCKED)
           UPDATE refreshes r SET due_at = $7 FROM missing WHERE r.leg_id = missing.leg_id RETURNING r.leg_id`,
    values: [
      ...[listing.account_id, listing.stream, listing.from, listing.to],
      ...[listing.beganAt, listing.visibleFor, now],
    ],
  });
  return rows.length > 0;
}
