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
  const results = [];
  console.log(HEAD);
  await inRoom(async (room) => {
    for (const [at, run] of runs.entries()) {
      const result = await runFault(room, run, `chaos_${at}`).catch((error) => ({ error }));
      results.push(result);
      console.log(lineOf(run, result));
    }
  });
  return results.every(isGood);
}
