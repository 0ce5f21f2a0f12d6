import type { Database } from '#database/database.js';
import type { BodySeal } from '#domain/body-keeping.js';
import { type NewDelivery, storeDeliveries } from './inbox.store.js';

/**
 * Stores a delivery as those of senders are, takes it back, and commits all the same. What was taken back had a number
 * of its own, and so has the transaction: the server logs its end, and the commit waits for that to be on the disk.
 * Nothing of it is ever seen by anybody.
 */
export async function tryToStore(database: Database, delivery: NewDelivery, seal: BodySeal): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.rows({ text: 'SAVEPOINT trial' });
    await storeDeliveries(sql, [delivery], seal);
    await sql.rows({ text: 'ROLLBACK TO SAVEPOINT trial' });
  });
}
