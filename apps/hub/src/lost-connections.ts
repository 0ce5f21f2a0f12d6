import type pg from 'pg';
import type { Log } from '#domain/log.js';

/**
 * A connection may break at any time, also one that is in use but waits for nothing; without a listener of
 * its own it would end the whole hub. Whoever uses it learns of it by the query that fails.
 */
export function surviveLostConnections(pool: pg.Pool, log: Log): void {
  pool.on('connect', (client) =>
    client.on('error', ({ message }) =>
      log({ event: 'database', level: 'warn', outcome: 'connection lost', message }),
    ),
  );
  // An idle client's error is told by its pool once more.
  pool.on('error', () => undefined);
}
