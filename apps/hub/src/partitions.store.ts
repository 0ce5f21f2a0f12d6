import type { Sql } from '#database/sql.js';

/** More than one month, so that a hub that cannot tick for weeks still finds room when it comes back. */
const MONTHS_AHEAD = 3;

/** Makes this month's partitions and those of the next months, where they are missing. */
export async function ensurePartitions(sql: Sql): Promise<void> {
  await sql.rows({ text: 'SELECT ensure_partitions(now(), $1)', values: [MONTHS_AHEAD] });
}
