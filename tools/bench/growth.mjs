// `npm run bench growth [-- --orders=N,N --full]`: how long it takes, once there are 100,000 and a million orders, to ask
// for every list and search (the first page by HTTP, the best of five), to claim work (rolled back), to acknowledge, record,
// compare and derive; and how each has grown. `--full`: ten million orders without bodies as well.
import pg from 'pg';
import { askedPaths } from './asked-paths.mjs';
import { claims } from './claims.mjs';
import { grow, POSTINGS } from './grown-database.mjs';
import { claimsBesidePaused } from './growth/paused-account.mjs';
import { printGrowth } from './growth/ratios.mjs';
import { UNDERIVED_HOURS } from './growth/sinks.mjs';
import { gbPerMillion, needSpace } from './growth/space.mjs';
import { measureWork } from './growth/work.mjs';
import { startHub } from './hub.mjs';
import { numberOption, textOption } from './options.mjs';
import { serverCpuMs } from './processor-time.mjs';
import { onPostgres } from './world.mjs';

const SIZES = '100000,1000000';
const FULL = 10_000_000;
/** Of fewer a shop has too few that can be stated once more. */
const LEAST = 5_000;
const TIMES = 5;
/** A first page may take so long, ms. */
const WANTED_MS = 50;
/** Longer than the hub tells again what it saw of everything. */
const REST_MS = 3_200;

/** @param {string[]} options `--orders=N,N` for sizes, `--full` */
export async function bench(options) {
  const sizes = sizesOf(options);
  const measured = [];
  for (const [at, orders] of sizes.entries()) {
    const full = sizes.slice(at + 1).find((size) => size >= FULL);
    const one = await measure(orders, full);
    if (measured.length > 0) printGrowth(measured.at(-1), one);
    measured.push(one);
  }
}

function sizesOf(options) {
  const given = (textOption(options, 'orders') ?? SIZES).split(',');
  const sizes = given.map((size) => numberOption([`--orders=${size}`], 'orders'));
  const small = given.find((size) => size < LEAST);
  if (small !== undefined) throw new Error(`--orders=${small}: give at least ${LEAST}`);
  return options.includes('--full') ? [...sizes, FULL] : sizes;
}

/**
 * @param {number} orders
 * @param {number | undefined} full so many will be filled in later: not if the disk has no room for them
 */
const measure = async (orders, full) => {
  const figures = [];
  await onPostgres(async ({ dataDir, postgres }) => {
    const more = { HUB_THROTTLE_PER_SECOND: '1000' };
    const hub = await startHub({ url: postgres.url, dataDir, roles: 'api', more });
    const client = new pg.Client({ connectionString: postgres.url });
    try {
      await client.connect();
      const accounts = await fill(hub, client, orders);
      if (full !== undefined) await needSpace(full, await gbPerMillion(client, orders), postgres.directory);
      console.log(`\n${orders} orders, ms; * over ${WANTED_MS}`);
      const parts = { hub, client, postgres, shop: accounts[0] };
      for await (const figure of figuresOf(parts, accounts)) {
        tell(figure);
        figures.push(figure);
      }
    } finally {
      await client.end();
      await hub.stop();
    }
  });
  return { orders, figures };
};

async function fill(hub, client, count) {
  const startedAt = performance.now();
  const names = ['other', 'rare', 'till', 'paused'];
  const [first] = (await hub.call('GET', 'accounts')).items;
  const made = [];
  for (const name of names)
    made.push(await hub.call('POST', 'accounts', { connector: 'storefront', name, config: CONFIG }));
  const accounts = [first.id, ...made.map(({ id }) => id)];
  await grow(client, count, accounts, undefined, UNDERIVED_HOURS);
  await client.query(POSTINGS);
  await client.query('VACUUM ANALYZE orders, sale_postings');
  console.log(`\nfilled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  return accounts;
}

const CONFIG = { secrets: [`whsec_${Buffer.alloc(32, 5).toString('base64')}`] };

async function* figuresOf({ hub, client, postgres, shop }, accounts) {
  const timed = (name, work, rest) => time(postgres.pid, { name, work, rest });
  const paused = accounts.at(-1);
  for (const path of await askedPaths(client, accounts)) yield timed(path, () => hub.call('GET', path));
  yield timed('account health', () => hub.call('GET', `accounts/${shop}`));
  yield timed('overview', () => hub.call('GET', 'overview'), REST_MS);
  for (const [name, claim] of claims(client, accounts.slice(0, -1))) yield timed(name, claim);
  yield* await measureWork({ hub, client, postgres, shop });
  for (const [name, claim] of await claimsBesidePaused(client, paused)) yield timed(name, claim);
}

async function time(pid, { name, work, rest = 0 }) {
  const taken = [];
  let result;
  const before = serverCpuMs(pid);
  for (let round = 0; round < TIMES; round += 1) {
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    const startedAt = performance.now();
    result = await work();
    taken.push(performance.now() - startedAt);
  }
  const rows = result?.items?.length ?? result?.length ?? 1;
  const more = `${rows}; first ${taken[0].toFixed(0)}`;
  return { name, ms: Math.min(...taken), cpuMs: (serverCpuMs(pid) - before) / TIMES, more };
}

function tell({ name, ms, cpuMs, more }) {
  const slow = ms > WANTED_MS && more !== undefined ? ' *' : '  ';
  const cpu = `${cpuMs.toFixed(1).padStart(8)} of the database`;
  console.log(`${ms.toFixed(1).padStart(8)}${slow}${cpu}  ${name}${more === undefined ? '' : ` (${more})`}`);
}
