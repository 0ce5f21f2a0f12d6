// `npm run bench report [-- --orders=N --stores=N --seed=N --short --only=names --before=<checkout>]`: what hourly sales
// cost, and whether every hour is what was sold. Each bound is a ratio of two figures of one run; fails if one is broken.
import os from 'node:os';
import { startThrowawayPostgres } from '../embedded-postgres/throwaway.mjs';
import { numberOption, textOption } from './options.mjs';
import { Bounds } from './report/bounds.mjs';
import { measureCsv } from './report/csv-memory.mjs';
import { measureFirstDerivation, reportAll } from './report/first-derivation.mjs';
import { measureGaps } from './report/gaps.mjs';
import { measureLateOrders } from './report/late-orders.mjs';
import { measureProof } from './report/proof.mjs';
import { measureRecording } from './report/recording-cost.mjs';
import { openSales } from './report/sales-world.mjs';
import { openVendor } from './report/vendor.mjs';
import { startSandbox } from './sandbox.mjs';
import { inDataDir } from './world.mjs';

const TABLES = ['sales', 'late', 'gaps', 'csv', 'recording'];
/** Of these one world of derived hours is made. */
const OF_SALES = ['sales', 'late', 'gaps'];
const DAYS = 30;

/** @param {string[]} options */
export async function bench(options) {
  const only = (textOption(options, 'only') ?? TABLES.join(',')).split(',');
  const unknown = only.filter((name) => !TABLES.includes(name));
  if (unknown.length > 0) throw new Error(`--only=${unknown}: give some of ${TABLES.join(',')}`);
  const bounds = new Bounds();
  const postgres = await startThrowawayPostgres({ folder: os.tmpdir() });
  try {
    if (OF_SALES.some((name) => only.includes(name)))
      await inDataDir((dataDir) => measureSales({ postgres, dataDir }, options, only, bounds));
    if (only.includes('csv')) await csv(postgres, options, bounds);
    if (only.includes('recording')) await recording(postgres, options, bounds);
  } finally {
    await postgres.stop();
  }
  bounds.tell();
}

/** Late orders are taken in at a tenth of the orders, too, and as many for each store. */
async function measureSales({ postgres, dataDir }, options, only, bounds) {
  const many = sizeOf(options);
  const few = { ...many, orders: Math.ceil(many.orders / 10), stores: Math.ceil(many.stores / 10) };
  const worlds = [];
  const sandbox = only.includes('late') ? await startSandbox(dataDir) : undefined;
  try {
    for (const size of only.includes('late') ? [few, many] : [many]) {
      const sales = await openSales(postgres, size, sandbox && (await openVendor(sandbox, size)));
      worlds.push(sales);
      await measureFirstDerivation(sales, bounds, { isLarge: size === many });
      await reportAll(sales.client);
    }
    if (only.includes('sales')) await measureProof(worlds.at(-1), bounds);
    if (only.includes('gaps')) await measureGaps(worlds.at(-1), bounds);
    if (only.includes('late')) await measureLateOrders(worlds, bounds);
  } finally {
    for (const world of worlds) await world.close();
    await sandbox?.stop();
  }
}

function sizeOf(options) {
  const [orders, stores] = options.includes('--short') ? [100_000, 100] : [1_000_000, 500];
  return {
    orders: numberOption(options, 'orders', orders),
    stores: numberOption(options, 'stores', stores),
    days: DAYS,
    seed: numberOption(options, 'seed', 1),
  };
}

const csv = (postgres, options, bounds) =>
  inDataDir((dataDir) => {
    const rows = numberOption(options, 'rows', options.includes('--short') ? 40_000 : 1_000_000);
    return measureCsv(postgres, { rows, dataDir, bounds });
  });

const recording = (postgres, options, bounds) =>
  measureRecording(postgres, {
    orders: numberOption(options, 'recorded', 1_000),
    rounds: numberOption(options, 'rounds', 15),
    before: textOption(options, 'before'),
    bounds,
  });
