import { startForked } from '../forked.mjs';
import { sendOrders } from '../loading.mjs';
import { serverCpuMs } from '../processor-time.mjs';
import { addAccounts } from '../report/reporting-hub.mjs';
import { derivedHours, tellHoursTo } from './sinks.mjs';

const ORDERS = 3_000;
const WARM_UP = 500;
const CONNECTIONS = 32;
const WORKER = new URL('worker-process.mjs', import.meta.url);

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} ms of clock
 * @property {number} cpuMs of the database's processor
 */

/**
 * What the hub does with orders, per 1,000 of them, and with hours, per 100; on a database that was filled beforehand.
 *
 * @param {{ hub: any, client: import('pg').Client, postgres: { url: string, pid: number }, shop: string }} filled
 * @returns {Promise<Figure[]>}
 */
export async function measureWork({ hub, client, postgres, shop }) {
  const { sink } = await addAccounts(hub);
  await tellHoursTo(client, sink);
  const worker = startForked(WORKER, [postgres.url]);
  const run = (task) => worker.ask({ task });
  const send = (load) =>
    sendOrders({
      ...{
        host: '127.0.0.1',
        port: hub.port,
        path: hub.webhookPath,
        storeCode: 'G-7',
        connections: CONNECTIONS,
      },
      ...load,
    });
  const spent = (work) => spentOf(postgres.pid, work);
  try {
    await send({ run: 'warm', requests: WARM_UP });
    await run('intake.drain');
    await run('reconciliation.compare');
    const acknowledged = await spent(() => send({ run: 'new', requests: ORDERS }));
    const recorded = await spent(() => run('intake.drain'));
    const compared = await spent(() => run('reconciliation.compare'));
    await send({ run: 'late', requests: ORDERS, known: await knownOrders(client, shop) });
    const late = await spent(() => run('intake.drain'));
    await checkRecorded(client);
    const comparedLate = await spent(() => run('reconciliation.compare'));
    const derived = await spent(() => deriveAll(client, run));
    const hours = await derivedHours(client);
    const thousand = (name, figures) => per(ORDERS / 1_000, name, figures);
    return [
      thousand('acknowledge 1,000 orders', acknowledged),
      thousand('record 1,000 orders', recorded),
      thousand('record a late change of 1,000 orders', late),
      thousand('compare 1,000 new orders', compared),
      thousand('compare 1,000 changed orders', comparedLate),
      per(hours / 100, `derive 100 hours (of ${hours})`, derived),
    ];
  } finally {
    await worker.stop();
  }
}

const per = (units, name, { ms, cpuMs }) => ({ name, ms: ms / units, cpuMs: cpuMs / units });

/** @param {() => Promise<{ ms?: number, seconds?: number }>} work says how long it took */
async function spentOf(pid, work) {
  const before = serverCpuMs(pid);
  const { ms, seconds } = await work();
  return { ms: ms ?? seconds * 1_000, cpuMs: serverCpuMs(pid) - before };
}

/** From everywhere in the year. */
async function knownOrders(client, shop) {
  const { rows } = await client.query(
    `SELECT vendor_no AS "orderNo", stores.code AS "storeCode",
       (extract(epoch FROM order_at) * 1000)::float8 AS "placedAt"
     FROM (SELECT * FROM legs WHERE account_id = $1 AND sell_rank = 0 AND vendor_no LIKE 'SF%' AND store_id IS NOT NULL
           ORDER BY md5(id::text) LIMIT $2) AS known JOIN stores ON stores.id = known.store_id`,
    [shop, ORDERS],
  );
  if (rows.length < ORDERS) throw new Error(`of ${ORDERS} orders of the shop there are ${rows.length}`);
  return rows;
}

/** All that was sent, and nothing of it failed. */
async function checkRecorded(client) {
  const { rows } = await client.query(
    `SELECT state, count(*)::int AS rows FROM deliveries WHERE key LIKE ANY ('{%msg-new-%,%msg-late-%}') GROUP BY state`,
  );
  const found = rows.map((row) => `${row.rows} ${row.state}`).join(', ');
  if (found !== `${2 * ORDERS} done`) throw new Error(`of ${2 * ORDERS} deliveries sent: ${found}`);
}

/** A run takes each store forward by some hours alone. */
async function deriveAll(client, run) {
  let all = 0;
  for (let before = -1, now = 0; now > before;) {
    const { ms } = await run('reporting.derive');
    all += ms;
    [before, now] = [now, await derivedHours(client)];
  }
  return { ms: all };
}
