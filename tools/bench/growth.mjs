// `npm run bench growth [-- --orders=N]`: how long every list, search and claim takes once there are 100,000 and a million
// orders: the first page by HTTP, the best of five, and the workers' claims, which are rolled back.
import pg from 'pg';
import { askedPaths } from './asked-paths.mjs';
import { claims } from './claims.mjs';
import { grow } from './grown-database.mjs';
import { startHub } from './hub.mjs';
import { numberOption } from './options.mjs';
import { onPostgres } from './world.mjs';

const TIMES = 5;
/** A first page may take so long, ms. */
const WANTED_MS = 50;

/** @param {string[]} options `--orders=N` for one size alone */
export async function bench(options) {
  const only = options.some((option) => option.startsWith('--orders='));
  for (const count of only ? [numberOption(options, 'orders', 1)] : [100_000, 1_000_000])
    await measure(count);
}

const measure = (count) =>
  onPostgres(async ({ dataDir, postgres: { url } }) => {
    const more = { HUB_THROTTLE_PER_SECOND: '1000' };
    const hub = await startHub({ url, dataDir, roles: 'api', more });
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const accounts = await fill(hub, client, count);
      console.log(`\n${count} orders, ms; * over ${WANTED_MS}`);
      for (const path of await askedPaths(client, accounts)) await time(path, () => hub.call('GET', path));
      for (const [name, claim] of await claims(client, accounts)) await time(name, claim);
    } finally {
      await client.end();
      await hub.stop();
    }
  });

async function fill(hub, client, count) {
  const startedAt = performance.now();
  const names = ['other', 'rare', 'till'];
  const [first] = (await hub.call('GET', 'accounts')).items;
  const made = [];
  for (const name of names)
    made.push(await hub.call('POST', 'accounts', { connector: 'storefront', name, config: CONFIG }));
  const accounts = [first.id, ...made.map(({ id }) => id)];
  await grow(client, count, accounts);
  console.log(`\nfilled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  return accounts;
}

const CONFIG = { secrets: [`whsec_${Buffer.alloc(32, 5).toString('base64')}`] };

async function time(name, work) {
  const taken = [];
  let result;
  for (let round = 0; round < TIMES; round += 1) {
    const startedAt = performance.now();
    result = await work();
    taken.push(performance.now() - startedAt);
  }
  const best = Math.min(...taken);
  const rows = result?.items?.length ?? result?.length ?? 1;
  console.log(
    `${best.toFixed(1).padStart(8)}${best > WANTED_MS ? ' *' : '  '} ${name} (${rows}; first ${taken[0].toFixed(0)})`,
  );
}
