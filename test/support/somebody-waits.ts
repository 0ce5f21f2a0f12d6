import type { Sql } from '#database/sql.js';

/** Looks, again and again, until somebody in this database waits for a lock. */
export async function untilSomebodyWaits(sql: Sql): Promise<void> {
  for (let looks = 0; looks < 10_000; looks += 1) {
    const waiting = await sql.rows({
      text: `SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
             WHERE NOT granted AND datname = current_database()`,
    });
    if (waiting.length > 0) return;
  }
  throw new Error('nobody waited for a lock');
}
