import type { Sql } from '#database/sql.js';
import { findDifferences } from '#reporting/watch/differences.store.js';

const ALWAYS = { from: new Date('2000-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') };

/**
 * What holds after every test that derives hours, whatever it did: each hour's latest revision is what the
 * ledger says, or a change of it waits.
 */
export async function expectHoursAgree(sql: Sql): Promise<void> {
  const found = await findDifferences(sql, { ...ALWAYS, waitingSince: ALWAYS.from }, 10);
  if (found.length === 0) return;
  const hours = found.map(({ storeId, start }) => `${storeId} ${start.toISOString()}`);
  throw new Error(`the ledger says something else, and no change of it waits: ${hours.join(', ')}`);
}
