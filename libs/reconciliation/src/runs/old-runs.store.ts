import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

/** Three months: nobody asks later what a day's run has shown, and what became of each difference is in its discrepancy. */
const KEPT_FOR = "INTERVAL '90 days'";
/** Differences that one statement deletes: a run of everything may have a hundred thousand. */
const ROWS_AT_ONCE = 10_000;

/**
 * Runs that ended long ago, with what they have shown. The last whole one of its scope and length stays, however old: the
 * next one is held against it.
 */
export async function deleteOldRuns(sql: Sql, now: Date): Promise<void> {
  for (const id of await oldRuns(sql, now)) {
    while ((await deleteDifferences(sql, id)) === ROWS_AT_ONCE);
    await sql.rows({
      name: 'reconciliation_delete_run',
      tells: [hintOf('run', id)],
      text: 'DELETE FROM reconciliation_runs WHERE id = $1',
      values: [id],
    });
  }
}

async function oldRuns(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'reconciliation_old_runs',
    text: `SELECT id FROM reconciliation_runs r WHERE finished_at < $1::timestamptz - ${KEPT_FOR}
             AND (cancelled_at IS NOT NULL OR is_cut_short OR EXISTS (
               SELECT FROM reconciliation_runs b WHERE b.scope = r.scope AND b.id > r.id AND b.finished_at IS NOT NULL
                 AND b.cancelled_at IS NULL AND NOT b.is_cut_short AND b.to_at - b.from_at = r.to_at - r.from_at))
           ORDER BY id`,
    values: [now],
  });
  return rows.map(({ id }) => id);
}

async function deleteDifferences(sql: Sql, runId: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>({
    name: 'reconciliation_delete_run_differences',
    text: `WITH part AS (SELECT id FROM reconciliation_run_differences WHERE run_id = $1 ORDER BY id LIMIT $2),
           gone AS (DELETE FROM reconciliation_run_differences d USING part WHERE d.run_id = $1 AND d.id = part.id RETURNING 1)
           SELECT count(*)::int AS count FROM gone`,
    values: [runId, ROWS_AT_ONCE],
  });
  return row?.count ?? 0;
}
