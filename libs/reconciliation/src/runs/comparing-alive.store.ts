import type { Sql } from '#database/sql.js';

/** When somebody last compared, or since when an account cannot be judged. */
export interface Alive {
  readonly what: string;
  readonly at: Date;
}

/**
 * Until the transaction ends others who ask this wait: for the row `hub`, and before they read, so that nobody works by
 * what stood there before the one ahead of him.
 */
export async function readAlive(sql: Sql, now: Date): Promise<Alive[]> {
  await sql.rows({
    name: 'reconciliation_hold_alive',
    text: `INSERT INTO comparing_alive (what, at) VALUES ('hub', $1)
           ON CONFLICT (what) DO UPDATE SET at = comparing_alive.at`,
    values: [now],
  });
  return sql.rows({ name: 'reconciliation_read_alive', text: 'SELECT what, at FROM comparing_alive' });
}

export async function writeAlive(sql: Sql, { what, at }: Alive): Promise<void> {
  await sql.rows({
    name: 'reconciliation_write_alive',
    text: `INSERT INTO comparing_alive (what, at) VALUES ($1, $2)
           ON CONFLICT (what) DO UPDATE SET at = excluded.at`,
    values: [what, at],
  });
}

export async function forgetAlive(sql: Sql, what: readonly string[]): Promise<void> {
  if (what.length === 0) return;
  await sql.rows({
    name: 'reconciliation_forget_alive',
    text: 'DELETE FROM comparing_alive WHERE what = ANY($1::text[])',
    values: [what],
  });
}
