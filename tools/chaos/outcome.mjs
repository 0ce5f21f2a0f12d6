import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { fenOf } from './order-document.mjs';

const CANCELLED = 3;

/**
 * Waits until nothing is under way any more.
 *
 * @returns {Promise<boolean>} false when that took too long
 */
export async function untilDrained({ databaseUrl }, orders, withinMs) {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const [row] = await query(databaseUrl, OPEN).catch(() => [undefined]);
    if (row?.open === 0 && row.placed >= orders) return true;
    await sleep(500);
  }
  return false;
}

const OPEN = `SELECT
  (SELECT count(*) FROM deliveries WHERE state = 'pending')::int
    + (SELECT count(*) FROM dispatches WHERE settled_at IS NULL)::int
    + (SELECT count(*) FROM order_changes)::int AS open,
  (SELECT count(*) FROM dispatches WHERE kind = 'place')::int AS placed`;

/** What became of the acknowledged orders, by the ledger and by the till's own record. */
export async function countOutcome(world, acknowledged) {
  const legs = await query(world.databaseUrl, LEGS);
  const numbers = new Set(legs.map(({ vendor_no: number }) => number));
  const { items } = await world.sandbox.look(`pospal/orders?appId=${world.appId}&limit=100000`);
  const live = items.filter(({ state }) => state !== CANCELLED).map(({ totalFen }) => Number(totalFen));
  const unrecorded = [...acknowledged.keys()].filter((orderNo) => !numbers.has(orderNo)).length;
  const [{ waiting }] = await query(world.databaseUrl, WAITING);
  return {
    waiting,
    lost: Math.max(0, unrecorded - waiting),
    doubled: legs.length - numbers.size + (live.length - new Set(live).size),
    unplaced: [...acknowledged.values()].filter((index) => !live.includes(fenOf(index))).length,
    hourIsRight: await hourIsRight(world, [...acknowledged.values()]),
  };
}

const LEGS = `SELECT l.vendor_no FROM legs l JOIN accounts a ON a.id = l.account_id
  JOIN orders o ON o.id = l.order_id WHERE a.connector = 'storefront'`;

/** Kept and not worked off: not lost, and of no use to anybody until it is. */
const WAITING = `SELECT count(*)::int AS waiting FROM deliveries WHERE state = 'pending'`;

/** Asks for the hour's report and compares what Ovopark then has. */
async function hourIsRight({ hubs, sandbox, storeId, shopId, from, to }, indexes) {
  const expected = indexes.reduce((sum, index) => sum + fenOf(index), 0);
  await hubs[0].call('POST', 'submissions', { storeId, from, to });
  for (let tries = 0; tries < 120; tries += 1) {
    const { items } = await sandbox.look(`ovopark/reports?shop=${shopId}`);
    if (items.length === 1 && Number(items[0].totalFen) === expected) return true;
    await sleep(500);
  }
  return false;
}

async function query(connectionString, text) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 20_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}
