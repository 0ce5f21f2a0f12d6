import { cpuMs } from '../processor-time.mjs';
import { statementsPer } from '../statements.mjs';
import { until } from '../watching.mjs';

/** The looks are not counted, yet take the processor from what is. */
const LOOK_EVERY_MS = 200;

/**
 * What a hub and its database take from now until everything is recorded.
 *
 * @template Done
 * @param {{ hub: Awaited<ReturnType<typeof import('../hub.mjs').startBareHub>>, client: import('pg').Client,
 *   meter: Awaited<ReturnType<typeof import('./meter.mjs').openMeter>> }} parts `client`: of the hub's database, not counted
 * @param {() => Promise<Done>} work
 */
export async function measureHub({ hub, client, meter }, work) {
  const metrics = await hub.metrics();
  hub.forgetPeakMemory();
  const told = await meter.begin([client.processID]);
  const cpuBefore = cpuMs(hub.pid);
  const { settled, at } = await standing(client);
  const done = await work();
  await untilRecorded(client);
  const hubMs = cpuMs(hub.pid) - cpuBefore;
  const cost = await told();
  const orders = (await standing(client)).settled - settled;
  return {
    ...{ ...cost, done, orders, cpuMs: hubMs, rssMb: hub.peakMemoryMb() },
    statements: statementsPer(1, metrics, await hub.metrics()).total,
    ...(await timesOf(client, at)),
  };
}

/** @param {import('pg').Client} client */
export const untilRecorded = (client) => until(client, PENDING, ({ pending }) => !pending, LOOK_EVERY_MS);

/**
 * @param {import('pg').Client} client
 * @param {number} deliveries
 */
export const untilSettled = (client, deliveries) =>
  until(client, STANDING, ({ settled }) => settled >= deliveries, LOOK_EVERY_MS);

/**
 * @param {import('pg').Client} client
 * @param {number} acknowledged
 */
export async function failUnlessRecorded(client, acknowledged) {
  const { rows } = await client.query('SELECT count(*)::int AS orders FROM orders');
  const [{ orders }] = rows;
  if (orders !== acknowledged)
    throw new Error(`${acknowledged} orders were acknowledged, ${orders} are recorded`);
}

async function standing(client) {
  const { rows } = await client.query(STANDING);
  return rows[0];
}

async function timesOf(client, since) {
  const { rows } = await client.query(TIMES, [since]);
  const { p50, p99, seconds, settled } = rows[0];
  return { p50, p99, perSecond: settled / seconds };
}

const PENDING = `SELECT EXISTS (SELECT FROM deliveries WHERE state = 'pending') AS pending`;
const STANDING = `SELECT count(*)::int AS settled, clock_timestamp()::text AS at FROM deliveries WHERE state <> 'pending'`;
/** Of what was settled since, ms from its receipt; the rate is from the first receipt on, or from then. */
const TIMES = `SELECT count(*)::int AS settled,
    extract(epoch FROM max(settled_at) - greatest(min(received_at), $1::timestamptz))::float8 AS seconds,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY took) AS p99
  FROM deliveries, LATERAL (SELECT (extract(epoch FROM settled_at - received_at) * 1000)::float8 AS took) AS waited
  WHERE settled_at >= $1::timestamptz`;
