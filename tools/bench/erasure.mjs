// `npm run bench erasure [-- --orders=N --own=N --rate=N]`: how long it takes to erase one person among the orders of a chain
// while others are recorded, and that nothing of the person is left in a copy of every table.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { foundInTables } from '../privacy/copied-tables.mjs';
import { startForked } from './forked.mjs';
import { startHub } from './hub.mjs';
import { sendOrders } from './loading.mjs';
import { numberOption } from './options.mjs';
import { orderDocument, signed } from './signed-order.mjs';
import { onPostgres } from './world.mjs';

const PACED = new URL('paced-load-process.mjs', import.meta.url);
/** Invented. */
const PERSON = { name: '欧阳娜娜', phone: '13899990001', address: '虚构路88号空中花园', remark: '门铃坏了' };
const AT_ONCE = 10_000;
/** Recording is under way for so long before and after. */
const BESIDE_SECONDS = 5;
const MOST_SECONDS = 5;

/** @param {string[]} options `--orders=N`, 100,000 by default, `--own=N`, 20 of them the person's, `--rate=N`, 100 recorded a second */
export async function bench(options) {
  const orders = numberOption(options, 'orders', 100_000);
  const own = numberOption(options, 'own', 20);
  const rate = numberOption(options, 'rate', 100);
  await onPostgres(async ({ dataDir, postgres: { url } }) => {
    // What is looked for in a dump has to stand in it.
    const hub = await startHub({ url, dataDir, roles: 'api,worker', more: { HUB_ENCRYPT_PAYLOADS: 'off' } });
    try {
      await record(hub, orders - own);
      await placeOwn(hub, own);
      await hub.untilDrained();
      await analyze(url);
      console.log(`${orders} orders, ${own} of them one person's, each told twice`);
      await measure(hub, url, rate);
    } finally {
      await hub.stop();
    }
  });
}

async function record(hub, count) {
  const to = { host: '127.0.0.1', port: hub.port, path: hub.webhookPath, storeCode: 'S-1', connections: 32 };
  for (let sent = 0; sent < count; sent += AT_ONCE) {
    await sendOrders({ ...to, run: `other-${sent}`, requests: Math.min(AT_ONCE, count - sent) });
    await hub.untilDrained();
  }
}

/** The second telling changes nothing: its bytes are kept all the same. */
async function placeOwn(hub, own) {
  for (let index = 0; index < own; index += 1) {
    const document = { ...orderDocument(`own-${index}`, 'S-1'), customer: PERSON };
    for (const telling of ['first', 'again']) await post(hub, `${telling}-${index}`, document);
  }
}

async function post(hub, id, document) {
  const answer = await fetch(hub.base + hub.webhookPath, { method: 'POST', ...signed(id, document) });
  if (!answer.ok) throw new Error(`a delivery was refused: ${answer.status} ${await answer.text()}`);
}

async function measure(hub, url, rate) {
  const before = await foundInTables(url, PERSON);
  if (before.length === 0) throw new Error('the person is nowhere before: nothing would be shown by it');
  console.log(`before, the person is found in ${before.length} places: ${before.join(', ')}`);
  const seconds = 2 * BESIDE_SECONDS + MOST_SECONDS;
  const load = startForked(PACED, [], []);
  const recording = load.ask({
    ...{ base: hub.base, path: hub.webhookPath, run: 'beside', storeCode: 'S-1' },
    ...{ perSecond: rate, seconds },
  });
  await sleep(BESIDE_SECONDS * 1_000);
  const plannedAt = performance.now();
  const plan = await hub.call('POST', 'privacy/erasures', { phone: PERSON.phone });
  const startedAt = performance.now();
  await hub.call('POST', `privacy/erasures/${plan.id}/start`, { reason: 'the bench' });
  const erased = await ended(hub, plan.id);
  const endedAt = performance.now();
  const { taken, refused } = await recording;
  await load.stop();
  await hub.untilDrained();
  await tell({ url, plan, erased, taken, refused, seconds, plannedAt, startedAt, endedAt });
}

async function ended(hub, id) {
  for (;;) {
    const erasure = await hub.call('GET', `privacy/erasures/${id}`);
    if (erasure.state === 'done') return erasure;
    await sleep(20);
  }
}

async function tell({ url, plan, erased, taken, refused, seconds, plannedAt, startedAt, endedAt }) {
  const inSeconds = (ms) => `${(ms / 1_000).toFixed(2)} s`;
  console.log(
    `planning took ${inSeconds(startedAt - plannedAt)}: ${JSON.stringify(plan.counts)} of ${plan.legs} legs`,
  );
  console.log(`erasing took ${inSeconds(endedAt - startedAt)}: ${JSON.stringify(erased.counts)}`);
  console.log(`beside it ${taken} deliveries were taken in ${seconds} s, ${refused} refused`);
  const after = await foundInTables(url, PERSON);
  console.log(`afterwards the person is found in ${after.length} places ${after.join(', ')}`);
  const tooLong = endedAt - startedAt > MOST_SECONDS * 1_000;
  if (tooLong) console.log(`more than ${MOST_SECONDS} s`);
  if (tooLong || after.length > 0 || refused > 0 || erased.failed > 0) process.exitCode = 1;
}

async function analyze(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
