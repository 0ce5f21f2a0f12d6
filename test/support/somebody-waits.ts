import type { Sql } from '#database/sql.js';

/** Looks until somebody in this database waits for a lock; the test's own time-out ends it. @param least how many */
export async function untilSomebodyWaits(sql: Sql, least = 1): Promise<void> {
  for (;;) {
    const waiting = await sql.rows({
      text: `SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
             WHERE NOT granted AND datname = current_database()`,
    });
    if (waiting.length >= least) return;
  }
}
