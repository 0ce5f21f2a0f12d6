import { Database } from '#database/database.js';
import type { Statement } from '#database/sql.js';

/** The same database for a hub that gives way at a lock almost at once. @param observe told of each statement's name */
export function impatient(
  { pool }: Database,
  observe: (statement: string | undefined) => void = () => undefined,
): Database {
  const { connectionString: url = '' } = pool.options;
  return new Database({ url, max: 4, name: 'suanpan-impatient', lockWithinMs: 50, observe }, () => undefined);
}

/** Somebody else's transaction, which keeps what the statement locks. @returns ends it */
export async function holdLock(
  { pool }: Database,
  { text, values = [] }: Statement,
): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query('BEGIN');
  // Whoever is idle for as long is ended by the server: this one waits for a test.
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await client.query(text, [...values]);
  return async () => {
    await client.query('ROLLBACK');
    client.release();
  };
}

/** Ends the session that waits for a lock, once there is one: what a server does that is shut down. */
export async function endWhoWaits(database: Database): Promise<void> {
  const text = `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE NOT granted AND datname = current_database()`;
  while ((await database.rows({ text })).length === 0);
}
