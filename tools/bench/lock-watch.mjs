import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const SAMPLE_EVERY_MS = 2;

/** The session that lets months go holds a lock of its own; contacts go by statements of others of its hub. */
const RUN = `
  SELECT a.pid FROM pg_stat_activity a WHERE a.query LIKE 'DELETE FROM contacts c USING%'
    OR a.query LIKE 'SELECT id FROM orders%SKIP LOCKED%' OR EXISTS (SELECT FROM pg_locks own
      WHERE own.pid = a.pid AND own.locktype = 'advisory' AND own.granted
        AND own.objid::bigint = hashtext('retention')::bigint & 4294967295)`;

/** Who waits for a lock, since when, whether it is the run, and whether it is the run that is waited for. */
const WAITS = `
  WITH run AS MATERIALIZED (${RUN})
  SELECT extract(epoch FROM clock_timestamp() - l.waitstart)::float8 * 1000 AS ms, l.pid IN (SELECT pid FROM run) AS "isRun",
    pg_blocking_pids(l.pid) && (SELECT array_agg(pid) FROM run) AS "isForRun"
  FROM pg_locks l WHERE NOT l.granted AND l.waitstart IS NOT NULL`;

/**
 * Samples the waits for locks of a whole server.
 *
 * @param {string} url
 * @returns {{ stop: () => Promise<{ forRun: number, others: number, own: number }> }} the longest that were seen, ms: for
 *   the run, for each other, and the run's own
 */
export function watchLocks(url) {
  let stopped = false;
  const sampling = sample();
  return {
    stop: () => {
      stopped = true;
      return sampling;
    },
  };

  async function sample() {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const longest = { forRun: 0, others: 0, own: 0 };
    while (!stopped) {
      const { rows } = await client.query(WAITS);
      for (const { ms, isRun, isForRun } of rows) {
        const whose = isRun ? 'own' : isForRun ? 'forRun' : 'others';
        longest[whose] = Math.max(longest[whose], ms);
      }
      await sleep(SAMPLE_EVERY_MS);
    }
    await client.end();
    return longest;
  }
}
