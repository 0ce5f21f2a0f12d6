import { statementsPer } from './statements.mjs';
import { until } from './watching.mjs';

/**
 * @typedef {object} Reading
 * @property {number} orders
 * @property {number} windows
 * @property {number} pages asked for: a window of several is listed until two passes in a row agree
 * @property {number} seconds from the request to the last window's closing
 * @property {ReturnType<typeof statementsPer>} perPage
 * @property {number | undefined} peakMb of the hub's memory, meanwhile
 * @property {number} entries added to the ledger
 */

/**
 * Reads a stretch of the past and waits until every window of it is closed and the consumers are done too.
 *
 * @param {{ hub: object, client: import('pg').Client }} world
 * @param {{ accountId: string, from: string, to: string, legs: number }} wanted legs of the account in the end
 * @returns {Promise<Reading>}
 * @throws {Error} when a window fails, or orders are missing
 */
export async function readPast({ hub, client }, { accountId, from, to, legs }) {
  const rest = () => until(client, CHANGES, ({ n }) => n === 0);
  await rest();
  const [before, entries] = [await hub.metrics(), await count(client, 'ledger_entries')];
  hub.forgetPeakMemory();
  const startedAt = performance.now();
  const { id } = await hub.call('POST', 'backfills', { accountId, from, to });
  await until(client, { text: UNREAD, values: [id] }, allClosed);
  const seconds = (performance.now() - startedAt) / 1000;
  await rest();
  const after = await hub.metrics();
  await failIfMissing(client, accountId, legs);
  const { rows } = await client.query(READ, [id]);
  return {
    ...{ ...rows[0], orders: legs, seconds, peakMb: hub.peakMemoryMb() },
    perPage: statementsPer(rows[0].pages, before, after),
    entries: (await count(client, 'ledger_entries')) - entries,
  };
}

const CHANGES = 'SELECT count(*)::int AS n FROM order_changes';
const UNREAD = `SELECT count(*)::int AS n, max(error_code || ': ' || error_message) AS error
  FROM windows WHERE backfill_id = $1 AND state <> 'closed'`;
const READ = 'SELECT count(*)::int AS windows, sum(pages)::int AS pages FROM windows WHERE backfill_id = $1';

function allClosed({ n, error }) {
  if (error !== null) throw new Error(`a window failed: ${error}`);
  return n === 0;
}

async function count(client, table) {
  const { rows } = await client.query(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0].n;
}

async function failIfMissing(client, accountId, wanted) {
  const { rows } = await client.query(`SELECT count(*)::int AS n FROM legs WHERE account_id = $1`, [
    accountId,
  ]);
  if (rows[0].n !== wanted) throw new Error(`${rows[0].n} legs of ${wanted}`);
}
