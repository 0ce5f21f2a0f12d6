import type { Sql } from '#database/sql.js';

const WATCHED = 'watched';

/** Somebody compares what changed, just now. */
export async function tellWatched(sql: Sql, now: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_tell_watched',
    text: `INSERT INTO comparing_alive (what, at) VALUES ($1, $2)
           ON CONFLICT (what) DO UPDATE SET at = excluded.at WHERE comparing_alive.at < excluded.at`,
    values: [WATCHED, now],
  });
}

/** Since when the oldest changed order waits, where it does since before then and nobody has compared since then. */
export async function overdueComparison(sql: Sql, consumer: string, before: Date): Promise<Date | undefined> {
  const [row] = await sql.rows<{ since: Date | null }>({
    name: 'reconciliation_overdue',
    text: `SELECT min(changed_at) AS since FROM order_changes WHERE consumer = $1 AND changed_at < $2
             AND NOT EXISTS (SELECT FROM comparing_alive WHERE what = $3 AND at >= $2)`,
    values: [consumer, before, WATCHED],
  });
  return row?.since ?? undefined;
}
