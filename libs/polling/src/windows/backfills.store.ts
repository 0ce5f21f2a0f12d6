import type { Sql } from '#database/sql.js';

export interface NewBackfill {
  readonly id: string;
  readonly accountId: string;
  readonly from: Date;
  readonly to: Date;
  readonly createdAt: Date;
}

export async function insertBackfill(sql: Sql, backfill: NewBackfill): Promise<void> {
  await sql.rows({
    text: `INSERT INTO backfills (id, account_id, from_at, to_at, created_at) VALUES ($1, $2, $3, $4, $5)`,
    values: [backfill.id, backfill.accountId, backfill.from, backfill.to, backfill.createdAt],
  });
}

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
    text: `UPDATE backfills SET closed_at = $2 WHERE id = $1
             AND NOT EXISTS (SELECT FROM windows WHERE backfill_id = $1 AND state <> 'closed')`,
    values: [id, now],
  });
}
