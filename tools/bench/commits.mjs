import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * What pgbench would call one-row commits: each connection inserts a row and waits for its commit.
 *
 * @returns {Promise<import('./load.mjs').Figures>}
 */
export async function measureCommits(url, connections, rows) {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query('CREATE TABLE IF NOT EXISTS commits (id uuid PRIMARY KEY, body bytea NOT NULL)');
  const body = Buffer.alloc(2_048, 120);
  const latencies = [];
  let left = rows;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await pool.connect();
      while (left-- > 0) {
        const sentAt = performance.now();
        await client.query({
          name: 'one',
          text: 'INSERT INTO commits VALUES ($1, $2)',
          values: [randomUUID(), body],
        });
        latencies.push(performance.now() - sentAt);
      }
      client.release();
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.end();
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(rows * share)];
  return { acknowledged: rows, refused: 0, seconds, p50: at(0.5), p99: at(0.99) };
}
