import type { Sql } from '#database/sql.js';

/**
 * Deletes jobs that nobody will begin any more. A wake-up that comes while its job runs takes that one's key and its
 * further attempts: where it then failed, or its hub died, graphile-worker keeps the row for ever.
 */
export async function deleteEndedJobs(sql: Sql): Promise<void> {
  await sql.rows({
    text: `SELECT graphile_worker.complete_jobs(ARRAY(
             SELECT id FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL))`,
  });
}
