// `npm run bench report [-- --only=recording --before=<checkout>]`: what hourly sales cost. Each bound is a ratio of
// two figures of one run; fails if one is broken.
import { startThrowawayPostgres } from '../embedded-postgres/throwaway.mjs';
import { numberOption, textOption } from './options.mjs';
import { Bounds } from './report/bounds.mjs';
import { measureRecording } from './report/recording-cost.mjs';

const TABLES = {
  recording: (postgres, options, bounds) =>
    measureRecording(postgres, {
      orders: numberOption(options, 'recorded', 1_000),
      rounds: numberOption(options, 'rounds', 15),
      before: textOption(options, 'before'),
      bounds,
    }),
};

/** @param {string[]} options */
export async function bench(options) {
  const only = textOption(options, 'only') ?? Object.keys(TABLES).join(',');
  const bounds = new Bounds();
  const postgres = await startThrowawayPostgres();
  try {
    for (const name of only.split(',')) {
      if (!Object.hasOwn(TABLES, name)) throw new Error(`--only=${Object.keys(TABLES).join(',')}`);
      await TABLES[name](postgres, options, bounds);
    }
  } finally {
    await postgres.stop();
  }
  bounds.tell();
}
