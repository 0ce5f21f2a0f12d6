import type { Sql } from '#database/sql.js';

/** When somebody last compared, or since when an account cannot be judged. */
export interface Alive {
  readonly what: string;
  readonly at: Date;
}

/** Held until the transaction ends. Of `hub` there is always one: whoever reads these comes one after the other. */
export async function readAlive(sql: Sql, now: Date): Promise<Alive[]> {
  await sql.rows({
    name: 'reconciliation_first_alive',
    text: `INSERT INTO comparing_alive (what, at) VALUES ('hub', $1) ON CONFLICT DO NOTHING`,
    values: [now],
  });
  return sql.rows({
    name: 'reconciliation_read_alive',
    text: 'SELECT what, at FROM comparing_alive ORDER BY what FOR UPDATE',
  });
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
