import type { Sql } from '#database/sql.js';

/** A hub that has not shown itself for this long is taken for dead. Together with BEAT_EVERY_MS under 60 s. */
export const DEAD_AFTER_MS = 30_000;
export const BEAT_EVERY_MS = 5_000;

/** Says that the instance is alive and under which ids it locks jobs: those of graphile-worker's pools, not workers. */
export async function beat(sql: Sql, instanceId: string, lockIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'instance_beat',
    text: `INSERT INTO instances (id, started_at, beat_at, worker_ids)
           VALUES ($1, clock_timestamp(), clock_timestamp(), $2)
           ON CONFLICT (id) DO UPDATE SET beat_at = clock_timestamp(), worker_ids = excluded.worker_ids`,
    values: [instanceId, lockIds],
  });
}

/** How many hubs with workers live, in the whole fleet: only they beat. */
export async function liveWorkers(sql: Sql, deadAfterMs = DEAD_AFTER_MS): Promise<number> {
  const [row] = await sql.rows<{ count: number }>({
    name: 'instances_live',
    text: `SELECT count(*)::int AS count FROM instances
           WHERE beat_at > clock_timestamp() - make_interval(secs => $1::float8 / 1000)`,
    values: [deadAfterMs],
  });
  return row?.count ?? 0;
}

/**
 * Frees the jobs and lanes of instances that are dead; graphile-worker alone would wait four hours. Their
 * sessions are ended first: a hub that is only frozen would keep its locks, and one that thaws must not
 * commit what it began before.
 * @returns the ids of the instances that were taken over
 */
export async function takeOver(sql: Sql, deadAfterMs = DEAD_AFTER_MS): Promise<string[]> {
  await endSessions(sql, deadAfterMs);
  const rows = await sql.rows<{ id: string }>({
    text: `WITH dead AS (
             DELETE FROM instances WHERE beat_at < clock_timestamp() - make_interval(secs => $1::float8 / 1000)
             RETURNING id, worker_ids),
           freed AS (
             SELECT graphile_worker.force_unlock_workers(
               coalesce((SELECT array_agg(worker) FROM dead, unnest(dead.worker_ids) AS worker), '{}')))
           SELECT dead.id FROM dead, freed`,
    values: [deadAfterMs],
  });
  return rows.map((row) => row.id);
}

/** Of our own role alone, by the instance's id in what the session calls itself. */
async function endSessions(sql: Sql, deadAfterMs: number): Promise<void> {
  await sql.rows({
    text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN instances
             ON beat_at < clock_timestamp() - make_interval(secs => $1::float8 / 1000)
             AND application_name LIKE 'suanpan %' AND right(application_name, length(id) + 1) = ' ' || id
           WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`,
    values: [deadAfterMs],
  });
}

/** Frees what is locked under ids of this instance's that nobody works under any more. */
export async function freeJobs(sql: Sql, lockIds: readonly string[]): Promise<void> {
  await sql.rows({ text: 'SELECT graphile_worker.force_unlock_workers($1::text[])', values: [lockIds] });
}

/** Leaves in good order: nothing of this instance is locked any more. */
export async function leave(sql: Sql, instanceId: string): Promise<void> {
  await sql.rows({ text: 'DELETE FROM instances WHERE id = $1', values: [instanceId] });
}
