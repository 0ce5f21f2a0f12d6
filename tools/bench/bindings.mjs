// `npm run bench bindings [-- --legs=N --moves=N]`: what it costs to bind a store, and to make one, while orders are
// recorded all the time: how long the request takes, the job, the slowest recording, and the hub's memory.
import { setTimeout as sleep } from 'node:timers/promises';
import { startHub } from './hub.mjs';
import { sendOrders } from './loading.mjs';
import { numberOption } from './options.mjs';
import { addLegs } from './recorded-legs.mjs';
import { watchRecording } from './recording-watch.mjs';
import { onPostgres } from './world.mjs';
import pg from 'pg';

const AT_REST_MS = 5_000;

/** @param {string[]} options `--legs=N`, 100,000 by default, of which `--moves=M`, 30,000, go to another store */
export async function bench(options) {
  const legs = numberOption(options, 'legs', 100_000);
  const moves = numberOption(options, 'moves', 30_000);
  await onPostgres(async ({ dataDir, postgres: { url } }) => {
    const hub = await startHub({ url, dataDir, roles: 'api,worker' });
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await measureAll({ hub, client, url, legs, moves });
    } finally {
      await client.end();
      await hub.stop();
    }
  });
}

async function measureAll(world) {
  const { hub, client, legs, moves } = world;
  const { items: accounts } = await hub.call('GET', 'accounts');
  const bindings = `accounts/${accounts[0].id}/bindings`;
  const bind = (storeId, more) => hub.call('POST', bindings, { storeId, vendorStoreId: 'MOVES', ...more });
  await bind(hub.storeId);
  const sample = { path: hub.webhookPath, run: 'like', requests: 1, connections: 1, storeCode: 'MOVES' };
  await sendOrders({ host: '127.0.0.1', port: hub.port, ...sample });
  await hub.untilDrained();
  console.log(`${legs} legs, of which ${moves} move to another store`);
  const like = 'like-0';
  await addLegs(client, { like, count: moves, code: 'MOVES' });
  await addLegs(client, { like, count: moves, code: 'NEW' });
  await addLegs(client, { like, count: Math.max(1, legs - 2 * moves), code: 'OTHER' });
  await measure(world, 'nothing but recording', () => sleep(AT_REST_MS));
  const { id: other } = await hub.call('POST', 'stores', { ...STORE, code: 'S-2' });
  const from = new Date(Date.now() - (moves + 1) * 60_000).toISOString();
  await measure(world, 'trying what a binding would move', () => bind(other, { from }));
  await measure(world, 'binding', () => bind(other, { from, confirm: true }));
  await measure(world, 'making a store', () => hub.call('POST', 'stores', { ...STORE, code: 'NEW' }));
}

const STORE = { name: 'Bench', timeZone: 'Asia/Shanghai' };

/** The work, and the job that it may leave behind, while orders are recorded. */
async function measure({ hub, client, url, moves }, name, work) {
  const run = name.replaceAll(' ', '-');
  hub.forgetPeakMemory();
  const before = hub.peakMemoryMb();
  const watch = watchRecording({ hub, url, run, code: 'MOVES', recorded: moves });
  const startedAt = performance.now();
  const answer = await work();
  const requestMs = performance.now() - startedAt;
  const job = answer?.jobId === undefined ? undefined : await ended(hub, answer.jobId);
  const jobMs = performance.now() - startedAt;
  const { deliveries, longestMs, longestLockMs } = await watch.stop();
  console.log(`\n${name}`);
  if (answer !== undefined) console.log(`  the request took ${(requestMs / 1000).toFixed(2)} s`);
  if (answer?.hours !== undefined) console.log(`  it names ${answer.orders} orders`);
  if (job !== undefined)
    console.log(`  the job took ${(jobMs / 1000).toFixed(1)} s for ${job.ordersMoved} orders`);
  console.log(
    `  the slowest of ${deliveries} recordings took ${longestMs.toFixed(0)} ms from receipt to the end`,
  );
  console.log(`  the locks that a recording takes were waited for ${longestLockMs.toFixed(0)} ms at most`);
  console.log(
    `  the hub's memory grew by ${(hub.peakMemoryMb() - before).toFixed(0)} MB to ${hub.peakMemoryMb().toFixed(0)} MB`,
  );
  await client.query('VACUUM ANALYZE legs, orders');
}

async function ended(hub, jobId) {
  for (;;) {
    const job = await hub.call('GET', `jobs/${jobId}`);
    if (job.state === 'done') return job;
    await sleep(100);
  }
}
