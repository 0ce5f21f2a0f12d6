// `npm run bench report [-- --orders=N --stores=N --seed=N --short --only=names --before=<checkout>]`: what hourly sales
// cost, and whether every hour is what was sold. Each bound is a ratio of two figures of one run; fails if one is broken.
import { startThrowawayPostgres } from '../embedded-postgres/throwaway.mjs';
import { numberOption, textOption } from './options.mjs';
import { Bounds } from './report/bounds.mjs';
import { measureFirstDerivation } from './report/first-derivation.mjs';
import { measureLateOrders } from './report/late-orders.mjs';
import { measureProof } from './report/proof.mjs';
import { measureRecording } from './report/recording-cost.mjs';
import { openSales } from './report/sales-world.mjs';

const TABLES = ['sales', 'late', 'recording'];
const DAYS = 30;

/** @param {string[]} options */
export async function bench(options) {
  const only = (textOption(options, 'only') ?? TABLES.join(',')).split(',');
  const unknown = only.filter((name) => !TABLES.includes(name));
  if (unknown.length > 0) throw new Error(`--only=${unknown}: give some of ${TABLES.join(',')}`);
  const bounds = new Bounds();
  const postgres = await startThrowawayPostgres();
  try {
    if (only.includes('sales') || only.includes('late')) await measureSales(postgres, options, only, bounds);
    if (only.includes('recording')) await recording(postgres, options, bounds);
  } finally {
    await postgres.stop();
  }
  bounds.tell();
}

/** Late orders are taken in at a tenth of the orders, too, and as many for each store. */
async function measureSales(postgres, options, only, bounds) {
  const many = sizeOf(options);
  const few = { ...many, orders: Math.ceil(many.orders / 10), stores: Math.ceil(many.stores / 10) };
  const worlds = [];
  try {
    for (const size of only.includes('late') ? [few, many] : [many]) {
      worlds.push(await openSales(postgres, size));
      await measureFirstDerivation(worlds.at(-1), bounds);
      if (only.includes('sales')) await measureProof(worlds.at(-1), bounds);
    }
    if (only.includes('late')) await measureLateOrders(worlds, bounds);
  } finally {
    for (const world of worlds) await world.close();
  }
}

function sizeOf(options) {
  const [orders, stores] = options.includes('--short') ? [40_000, 20] : [1_000_000, 500];
  return {
    orders: numberOption(options, 'orders', orders),
    stores: numberOption(options, 'stores', stores),
    days: DAYS,
    seed: numberOption(options, 'seed', 1),
  };
}

const recording = (postgres, options, bounds) =>
  measureRecording(postgres, {
    orders: numberOption(options, 'recorded', 1_000),
    rounds: numberOption(options, 'rounds', 15),
    before: textOption(options, 'before'),
    bounds,
  });
