import type { Database } from '#database/database.js';
import { type NewDelivery, storeDeliveries } from './inbox.store.js';

const MARK = 'suanpan trial';

/**
 * Stores a delivery as those of senders are, takes it back, and commits all the same: the message in the log of the
 * server has the commit wait for its disk. Nothing of it is ever seen by anybody.
 */
export async function tryToStore(
  database: Database,
  delivery: NewDelivery,
  wake: { readonly task: string; readonly key: string },
): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.rows({ text: 'SAVEPOINT trial' });
    await storeDeliveries(sql, [delivery], wake);
    // One text, one round trip.
    await sql.rows({
      text: `ROLLBACK TO SAVEPOINT trial; SELECT pg_logical_emit_message(true, '${MARK}', '')`,
    });
  });
}
