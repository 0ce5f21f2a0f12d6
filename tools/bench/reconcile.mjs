// `npm run bench reconcile [-- --orders=N --short --recorded=N --rounds=N --only=names --before=<checkout>]`: what
// comparing orders costs. Each bound is a ratio of two figures of one run, or memory; fails if one is broken.
import os from 'node:os';
import { startThrowawayPostgres } from '../embedded-postgres/throwaway.mjs';
import { numberOption, textOption } from './options.mjs';
import { measureContinuous } from './reconcile/continuous.mjs';
import { measureFullRuns } from './reconcile/full-runs.mjs';
import { measureLists } from './reconcile/lists.mjs';
import { Bounds } from './report/bounds.mjs';

/** What each table needs, by its name. */
const TABLES = {
  continuous: (postgres, options, bounds) =>
    measureContinuous(postgres, {
      orders: numberOption(options, 'recorded', 1_000),
      rounds: numberOption(options, 'rounds', 15),
      before: textOption(options, 'before'),
      bounds,
    }),
  full: (postgres, options, bounds) => {
    const orders = numberOption(options, 'orders', options.includes('--short') ? 100_000 : 1_000_000);
    return measureFullRuns(postgres, { orders, bounds });
  },
  lists: (postgres, _options, bounds) => measureLists(postgres, { bounds }),
};

/** @param {string[]} options */
export async function bench(options) {
  const only = (textOption(options, 'only') ?? Object.keys(TABLES).join(',')).split(',');
  const unknown = only.filter((name) => !Object.hasOwn(TABLES, name));
  if (unknown.length > 0) throw new Error(`--only=${unknown}: give some of ${Object.keys(TABLES).join(',')}`);
  const bounds = new Bounds();
  const postgres = await startThrowawayPostgres({ folder: os.tmpdir() });
  try {
    for (const name of only) await TABLES[name](postgres, options, bounds);
  } finally {
    await postgres.stop();
  }
  bounds.tell();
}
