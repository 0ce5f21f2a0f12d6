import path from 'node:path';
import { startForked } from '../forked.mjs';
import { inProject } from '../../project.mjs';
import { databaseOn } from './databases.mjs';
import { inTurns } from './in-turns.mjs';
import { median } from './medians.mjs';

const PROCESS = new URL('recording-process.mjs', import.meta.url);
const STEPS = ['paid, seen first', 'being made', 'handed over, refunded or cancelled'];
const MOST = 1.1;

/**
 * Processor time of recording the same orders, here and in the database. With another checkout (compiled there) beside
 * this one both record in turns, in one run and on one server.
 *
 * @param {{ urlOf: (database: string) => string, url: string }} postgres
 * @param {{ orders: number, rounds: number, before: string | undefined, bounds: import('./bounds.mjs').Bounds }} how
 */
export async function measureRecording(postgres, { orders, rounds, before, bounds }) {
  const checkouts = before === undefined ? [inProject()] : [inProject(), path.resolve(before)];
  const processes = [];
  try {
    for (const [at, checkout] of checkouts.entries()) {
      const url = await databaseOn(postgres, `recording_${at}`);
      processes.push(startForked(PROCESS, [checkout, url], ['--expose-gc']));
    }
    const measured = await inTurns(processes, orders, rounds);
    print(measured, { orders, rounds, bounds });
  } finally {
    for (const one of processes) await one.stop();
  }
}

function print(measured, { orders, rounds, bounds }) {
  console.log(`\nrecording: processor time for an order, ms, of ${rounds} rounds of ${orders} orders`);
  console.log('       hub  database    before (hub, database)   ratio');
  for (const [step, name] of [...STEPS, 'in all'].entries()) {
    const of = ({ hubMs, databaseMs }) => [part(hubMs, step), part(databaseMs, step)];
    const figures = measured.map((round) => round.map(of));
    console.log(`${columns(figures, orders)}${ratioOf(figures, name, bounds)}  ${name}`);
  }
  if (measured[0].length === 1) console.log('  --before=<checkout> measures another version beside this one');
}

const part = (ofSteps, step) => ofSteps[step] ?? ofSteps.reduce((sum, ms) => sum + ms, 0);

const columns = (figures, orders) =>
  figures[0]
    .map((_, checkout) =>
      [0, 1]
        .map((where) => median(figures.map((round) => round[checkout][where])) / orders)
        .map((ms) => ms.toFixed(3).padStart(10))
        .join(''),
    )
    .join('    ');

/** Only the whole life has a bound: of its steps each is measured too briefly. */
function ratioOf(figures, name, bounds) {
  if (figures[0].length === 1) return '';
  const sum = ([hub, database]) => hub + database;
  const ratio = median(figures.map(([now, before]) => sum(now) / sum(before)));
  return `    ${name === 'in all' ? bounds.atMost('recording', ratio, MOST) : ratio.toFixed(2)}`;
}
