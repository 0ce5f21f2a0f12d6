import type { Sql } from '#database/sql.js';

/** Looks, again and again, until somebody in this database waits for a lock. @param least how many */
export async function untilSomebodyWaits(sql: Sql, least = 1): Promise<void> {
  for (let looks = 0; looks < 10_000; looks += 1) {
    const waiting = await sql.rows({
      text: `SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
             WHERE NOT granted AND datname = current_database()`,
    });
    if (waiting.length >= least) return;
  }
  throw new Error('too few waited for a lock');
}
