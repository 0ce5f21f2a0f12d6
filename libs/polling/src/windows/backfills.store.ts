import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

/** A person's wish, or a look that a repair asked for: by which calls it is listed. */
export type BackfillPurpose = 'backfill' | 'repair';

export interface NewBackfill {
  readonly id: string;
  readonly accountId: string;
  readonly from: Date;
  readonly to: Date;
  readonly createdAt: Date;
}

/** @returns false where the same stretch is being listed for repairs already: then nothing was written */
export async function insertBackfill(
  sql: Sql,
  { id, accountId, from, to, createdAt }: NewBackfill,
  purpose: BackfillPurpose = 'backfill',
): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('job', id)],
    text: `INSERT INTO backfills (id, account_id, from_at, to_at, created_at, purpose) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (account_id, from_at, to_at) WHERE purpose = 'repair' AND closed_at IS NULL DO NOTHING
           RETURNING id`,
    values: [id, accountId, from, to, createdAt, purpose],
  });
  return rows.length > 0;
}

/** The one that lists a stretch for repairs now. */
export async function openRelisting(
  sql: Sql,
  { accountId, from, to }: Pick<NewBackfill, 'accountId' | 'from' | 'to'>,
): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>({
    name: 'polling_open_relisting',
    text: `SELECT id FROM backfills
           WHERE account_id = $1 AND from_at = $2 AND to_at = $3 AND purpose = 'repair' AND closed_at IS NULL`,
    values: [accountId, from, to],
  });
  return row?.id;
}

/** How far a listing of a stretch is, and the code of a window of it that fails. */
export interface BackfillStanding {
  readonly id: string;
  readonly closed_at: Date | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

export const backfillStandings = (sql: Sql, ids: readonly string[]): Promise<BackfillStanding[]> =>
  sql.rows({
    name: 'polling_backfill_standings',
    text: `SELECT b.id, b.closed_at, failed.error_code, failed.error_message FROM backfills b LEFT JOIN LATERAL (
             SELECT error_code, error_message FROM windows
             WHERE backfill_id = b.id AND state <> 'closed' AND error_code IS NOT NULL ORDER BY id LIMIT 1) failed ON true
           WHERE b.id = ANY($1::uuid[])`,
    values: [ids],
  });

/**
 * Closes a backfill whose windows are all closed. Two that close its last two windows at the same time wait
 * for each other here: the check is a statement of its own, so that the second sees what the first did.
 */
export async function closeBackfill(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.rows({
    name: 'polling_lock_backfill',
    text: 'SELECT FROM backfills WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  await sql.rows({
    name: 'polling_close_backfill',
    tells: [hintOf('job', id)],
    text: `UPDATE backfills SET closed_at = $2 WHERE id = $1
             AND NOT EXISTS (SELECT FROM windows WHERE backfill_id = $1 AND state <> 'closed')`,
    values: [id, now],
  });
}
