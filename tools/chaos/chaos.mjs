import { canMount } from '../faults/small-disk.mjs';
import { chosenRuns } from './faults.mjs';
import { runFault } from './run-fault.mjs';
import { HEAD, isGood, lineOf } from './table.mjs';
import { inRoom } from './room.mjs';

/**
 * @param {string[]} options `--only=<part of a name>`, `--short` (each fault once, a few seconds)
 * @returns {Promise<boolean>} whether nothing was lost or doubled, no hour was wrong, and no hub was ready in vain
 */
export async function chaos(options) {
  const only = options.find((option) => option.startsWith('--only='))?.slice('--only='.length);
  const runs = chosenRuns({ only, short: options.includes('--short') });
  if (runs.length === 0) throw new Error(`no fault has ${only} in its name`);
  console.log(HEAD);
  const results = [
    ...(await runAll(
      runs.filter(({ fault }) => !fault.onSmallDisk),
      { onSmallDisk: false },
    )),
    ...(await onSmallDisk(runs.filter(({ fault }) => fault.onSmallDisk))),
  ];
  return results.every(isGood);
}

async function onSmallDisk(runs) {
  if (runs.length === 0 || canMount()) return runAll(runs, { onSmallDisk: true });
  for (const { fault } of runs) console.log(`${fault.name}: SKIPPED, as only root can mount a small disk`);
  return [];
}

async function runAll(runs, options) {
  const results = [];
  if (runs.length === 0) return results;
  await inRoom(options, async (room) => {
    for (const [at, run] of runs.entries()) {
      const result = await runFault(room, run, `chaos_${at}`).catch((error) => ({ error }));
      results.push(result);
      console.log(lineOf(run, result));
    }
  });
  return results;
}
