import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks into the database until it is so.
 *
 * @template Row
 * @param {import('pg').Client} client
 * @param {string | import('pg').QueryConfig} query of one row
 * @param {(row: Row) => boolean} wanted throws when it will never be so
 * @param {number} [everyMs] a query that costs the database much is better asked seldom
 * @returns {Promise<Row>} the row that is as wanted
 */
export async function until(client, query, wanted, everyMs = 20) {
  for (;;) {
    const { rows } = await client.query(query);
    if (wanted(rows[0])) return rows[0];
    await sleep(everyMs);
  }
}
