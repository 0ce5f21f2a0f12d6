import pg from 'pg';
import { hubOptions } from '../../start/hub-options.mjs';
import { deployMigrations } from '../../migrate.mjs';
import { startForked } from '../forked.mjs';
import { databaseOn } from '../report/databases.mjs';
import { addComparedOrders } from './compared-legs.mjs';

const MOST_SECONDS_A_MILLION = 60;
const MOST_TO_READING = 2;
const MOST_TO_FEW = 1.2;
const MOST_MB = 300;
const DAY_MS = 86_400_000;

/**
 * Full comparisons of so many orders of three legs, and of a tenth of them: the first opens what differs, the second
 * finds all as it is.
 *
 * @param {{ url: string, urlOf: (database: string) => string }} postgres
 * @param {{ orders: number, bounds: import('../report/bounds.mjs').Bounds }} how
 */
export async function measureFullRuns(postgres, { orders, bounds }) {
  console.log('\nfull comparison\n    orders     first    second      read  second/read        MB');
  const costs = [];
  for (const count of [Math.ceil(orders / 10), orders]) {
    const figures = await measure(postgres, count);
    costs.push(figures.second.seconds / count);
    tell(count, figures, bounds, count === orders);
  }
  const [few, many] = costs;
  console.log(
    `  cost of an order, many to few: ${bounds.atMost('cost of an order', many / few, MOST_TO_FEW)}`,
  );
}

async function measure(postgres, count) {
  const url = await databaseOn(postgres, `compared_${count}`);
  await deployMigrations(url);
  const hub = startForked(
    new URL('full-run-process.mjs', import.meta.url),
    [url],
    [...hubOptions(process.env), '--expose-gc'],
  );
  try {
    const accounts = await hub.ask({ task: 'accounts' });
    await fill(url, count, accounts);
    const now = Date.now();
    const period = {
      from: new Date(now - 40 * DAY_MS).toISOString(),
      to: new Date(now + DAY_MS).toISOString(),
    };
    const first = await hub.ask({ task: 'compare', ...period });
    const read = await hub.ask({ task: 'read', ...period });
    const second = await hub.ask({ task: 'compare', ...period });
    return { first, read, second };
  } finally {
    await hub.stop();
  }
}

async function fill(url, count, accounts) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await addComparedOrders(client, count, accounts);
  } finally {
    await client.end();
  }
}

function tell(count, { first, read, second }, bounds, isMany) {
  const seconds = [first, second, read].map((one) => one.seconds.toFixed(2).padStart(10)).join('');
  const mb = Math.max(first.mb, second.mb);
  console.log(
    `${String(count).padStart(10)}${seconds}${(second.seconds / read.seconds).toFixed(2).padStart(13)}${mb.toFixed(0).padStart(10)}`,
  );
  const isRight =
    first.report.compared === count &&
    first.report.opened === Math.floor(count / 200) &&
    second.report.differing === Math.floor(count / 200) &&
    second.report.opened === 0 &&
    read.rows === 3 * count;
  console.log(`  finds each difference, and once: ${bounds.isTrue('full: what is found', isRight)}`);
  if (!isMany) return;
  const perMillion = (second.seconds / count) * 1_000_000;
  console.log(
    `  s a million orders ${bounds.atMost('full: s a million', perMillion, MOST_SECONDS_A_MILLION)}`,
  );
  console.log(
    `  to merely reading  ${bounds.atMost('full: to merely reading', second.seconds / read.seconds, MOST_TO_READING)}`,
  );
  console.log(`  MB of the process  ${bounds.atMost('full: MB', mb, MOST_MB)}`);
}
