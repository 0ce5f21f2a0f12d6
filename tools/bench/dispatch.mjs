// `npm run bench dispatch [-- --orders=N]`: how long the orders of a till wait beside tills that hang, how fast paid
// orders are placed at one that answers at once, how many statements one takes, and whether a long history slows it. Hub, database and sandbox share this machine.
import { addFinished } from './finished-dispatches.mjs';
import { waitBesideHanging } from './hanging-tills.mjs';
import { startHub } from './hub.mjs';
import { sendOrders } from './loading.mjs';
import { numberOption } from './options.mjs';
import { statementsPer } from './statements.mjs';
import { until } from './watching.mjs';
import { besideSandbox } from './world.mjs';

const TILL = { appId: 'bench-till', appKey: 'bench-till-key' };
const UNHURRIED = { requestsPerSecond: 500, concurrency: 64 };
const HISTORY = 100_000;

/** @param {string[]} options `--orders=N` for each measurement, 2000 by default */
export async function bench(options) {
  const orders = numberOption(options, 'orders', 2_000);
  await besideSandbox(async (world) => printWait(await waitBesideHanging(world)));
  await besideSandbox((world) => measureAll({ ...world, orders }));
}

async function measureAll({ url, dataDir, sandbox, client, orders }) {
  const more = { HUB_OUTBOUND_ALLOW: '127.0.0.0/8' };
  const hub = await startHub({ url, dataDir, roles: 'api,worker', more });
  try {
    const till = await openTill(hub, sandbox);
    const world = { hub, till, client, orders };
    await place(world, 'warm');
    const empty = await place(world, 'empty');
    print('nothing behind it', empty);
    await addFinished(client, HISTORY);
    await place(world, 'warm-again');
    const long = await place(world, 'long');
    print(`${HISTORY} finished dispatches behind it`, long);
    console.log(
      `  ratio of the two rates: ${(empty.perSecond / long.perSecond).toFixed(2)} (aim: at most 1.2)`,
    );
  } finally {
    await hub.stop();
  }
}

async function openTill(hub, sandbox) {
  await sandbox.control('pospal/tills', { ...TILL, looseTypes: false, gzip: false });
  const config = { ...TILL, ...UNHURRIED, dispatch: { place: true }, pollSeconds: 3_600 };
  const account = { connector: 'pospal', name: 'Bench till', baseUrl: sandbox.url, config };
  const { id } = await hub.call('POST', 'accounts', account);
  await hub.call('POST', `accounts/${id}/bindings`, { storeId: hub.storeId, vendorStoreId: 'bench' });
  const items = Array.from({ length: 8 }, (_, at) => ({
    itemName: `红烧牛肉面（套餐${at + 1}）`,
    productUid: String(9_223_372_036_854_775_800n + BigInt(at)),
  }));
  await hub.call('PUT', `accounts/${id}/products`, { items });
  return id;
}

/** Lets orders gather while nothing is sent to the till, then measures from the moment that it may be. */
async function place({ hub, till, client, orders }, run) {
  await hub.call('PATCH', `accounts/${till}`, { paused: true });
  await deliver(hub, run, orders);
  await until(client, WAITING, ({ n }) => n === orders);
  const before = await hub.metrics();
  const startedAt = performance.now();
  await hub.call('PATCH', `accounts/${till}`, { paused: false });
  await until(client, UNSETTLED, ({ n }) => n === 0);
  const seconds = (performance.now() - startedAt) / 1000;
  const statements = statementsPer(orders, before, await hub.metrics());
  await failIfNotDone(client);
  return { perSecond: orders / seconds, statements };
}

const WAITING = `SELECT count(*)::int AS n FROM dispatches WHERE state = 'waiting'`;
const UNSETTLED = `SELECT count(*)::int AS n FROM dispatches WHERE settled_at IS NULL`;

const deliver = (hub, run, requests) =>
  sendOrders({
    ...{ host: '127.0.0.1', port: hub.port, path: hub.webhookPath, storeCode: 'S-1' },
    ...{ run, requests, connections: 16 },
  });

async function failIfNotDone(client) {
  const { rows } = await client.query(
    `SELECT state, error_code, count(*)::int FROM dispatches WHERE state <> 'done' GROUP BY 1, 2`,
  );
  if (rows.length > 0) throw new Error(`not all were placed: ${JSON.stringify(rows)}`);
}

function printWait({ medianMs, longestMs }) {
  console.log(
    `a healthy till beside 40 hanging ones: an order waits ${medianMs.toFixed(0)} ms in the median, ` +
      `${longestMs.toFixed(0)} ms at most (aim: at most 2000)`,
  );
}

function print(name, { perSecond, statements }) {
  console.log(`\n${name}: ${perSecond.toFixed(0)} orders placed per second`);
  console.log(`  statements per order: ${statements.total.toFixed(2)}, of which`);
  for (const { name: statement, count } of statements.byName) {
    console.log(`    ${count.toFixed(3).padStart(7)}  ${statement}`);
  }
}
