// `npm run bench overview [-- --orders=N --stores=N]`: how long the overview takes that nobody has asked for before, and how
// many statements it is, of a year's million orders in 200 stores; and how long it takes whoever asks after them.
import pg from 'pg';
import { grow, POSTINGS } from './grown-database.mjs';
import { startHub } from './hub.mjs';
import { numberOption } from './options.mjs';
import { statementsPer } from './statements.mjs';
import { onPostgres } from './world.mjs';

const TIMES = 40;
/** Longer than the hub tells again what it saw. */
const REST_MS = 3_200;

/** @param {string[]} options */
export async function bench(options) {
  const [orders, stores] = [numberOption(options, 'orders', 1_000_000), numberOption(options, 'stores', 200)];
  await onPostgres(async ({ dataDir, postgres: { url } }) => {
    const more = { HUB_THROTTLE_PER_SECOND: '1000' };
    const hub = await startHub({ url, dataDir, roles: 'api', more });
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await fill(hub, client, { orders, stores });
      console.log(`${orders} orders, ${stores} stores, ms`);
      await look(hub);
    } finally {
      await client.end();
      await hub.stop();
    }
  });
}

async function fill(hub, client, { orders, stores }) {
  const [first] = (await hub.call('GET', 'accounts')).items;
  const made = [];
  for (const name of ['other', 'rare', 'till'])
    made.push(await hub.call('POST', 'accounts', { connector: 'storefront', name, config: CONFIG }));
  await grow(client, orders, [first.id, ...made.map(({ id }) => id)], stores);
  await client.query(POSTINGS);
  await client.query('VACUUM ANALYZE orders, sale_postings');
}

const CONFIG = { secrets: [`whsec_${Buffer.alloc(32, 5).toString('base64')}`] };

async function look(hub) {
  const [fresh, again] = [[], []];
  await hub.call('GET', 'overview');
  const before = await hub.metrics();
  for (let round = 0; round < TIMES; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    fresh.push(await timed(() => hub.call('GET', 'overview')));
    again.push(await timed(() => hub.call('GET', 'overview')));
  }
  const { byName } = statementsPer(TIMES, before, await hub.metrics());
  // What is seldomer than a look is a round of the hub's own.
  const own = byName.filter(({ count }) => count >= 0.9 && count <= 1.1);
  console.log(
    `a fresh look: ${shown(fresh)}; ${own.length} statements: ${own.map(({ name }) => name).join(' ')}`,
  );
  console.log(`shared with whoever looked before: ${shown(again)}`);
  const news = await timed(() =>
    hub.call('GET', `overview?since=${new Date(Date.now() - 86_400_000).toISOString()}`),
  );
  console.log(`with what has come within a day: ${news.toFixed(0)}`);
}

async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function shown(taken) {
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  return `median ${at(0.5)}, p95 ${at(0.95)}`;
}
