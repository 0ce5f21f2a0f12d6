import path from 'node:path';
import { startForked } from '../forked.mjs';
import { inProject } from '../../project.mjs';
import { databaseOn } from '../report/databases.mjs';
import { inTurns } from '../report/in-turns.mjs';
import { median } from '../report/medians.mjs';

const PROCESS = new URL('continuous-process.mjs', import.meta.url);
const MOST = 1.2;
const PER = 1_000;

/**
 * What recording orders and comparing them after every change costs: processor time here and in the database, and what
 * is written ahead. With another checkout (compiled there) from before there were comparisons beside this one both do it
 * in turns, in one run and on one server.
 *
 * @param {{ urlOf: (database: string) => string, url: string }} postgres
 * @param {{ orders: number, rounds: number, before: string | undefined, bounds: import('../report/bounds.mjs').Bounds }} how
 */
export async function measureContinuous(postgres, { orders, rounds, before, bounds }) {
  const checkouts = before === undefined ? [inProject()] : [inProject(), path.resolve(before)];
  const processes = [];
  try {
    for (const [at, checkout] of checkouts.entries()) {
      const url = await databaseOn(postgres, `continuous_${at}`);
      processes.push(startForked(PROCESS, [checkout, url], ['--expose-gc']));
    }
    print(await inTurns(processes, orders, rounds), { orders, rounds, bounds });
  } finally {
    for (const one of processes) await one.stop();
  }
}

function print(measured, { orders, rounds, bounds }) {
  console.log(`\ncontinuous: for ${PER} orders recorded whole, of ${rounds} rounds of ${orders} orders`);
  console.log('    hub, ms  database, ms    WAL, KiB');
  for (const [checkout, name] of ['', ', before'].slice(0, measured[0].length).entries())
    for (const part of ['recording', 'comparing', 'repeating']) {
      const figures = [
        ['hubMs', 1],
        ['databaseMs', 1],
        ['walBytes', 1024],
      ].map(([figure, unit]) => median(measured.map((round) => round[checkout][part][figure] / unit)));
      const each = figures.map((figure) => ((figure * PER) / orders).toFixed(0).padStart(11));
      console.log(`${each.join('   ')}  ${part}${name}`);
    }
  if (measured[0].length === 1) {
    console.log('  --before=<checkout> measures one without comparisons beside this one');
    return;
  }
  const ratio = (name, ofNow, ofBefore) =>
    bounds.atMost(
      `continuous, ${name}`,
      median(measured.map(([now, before]) => ofNow(now) / ofBefore(before))),
      MOST,
    );
  for (const [name, of] of [
    ['processor time', cpuMs],
    ['written ahead', walBytes],
  ]) {
    const live = ratio(
      name,
      ({ recording, comparing }) => of(recording) + of(comparing),
      ({ recording }) => of(recording),
    );
    const repeating = ({ repeating: costs }) => of(costs);
    console.log(`  ${name}, recorded and compared: ${live}`);
    console.log(`  ${name}, recorded once more: ${ratio(`${name}, repeating`, repeating, repeating)}`);
  }
}

const cpuMs = ({ hubMs, databaseMs }) => hubMs + databaseMs;
const walBytes = (costs) => costs.walBytes;
