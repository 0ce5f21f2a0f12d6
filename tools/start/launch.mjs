import { untilAborted } from '../processes/child.mjs';
import { bringUp } from './bring-up.mjs';
import { listenForSignals } from './stop-signals.mjs';

/**
 * Brings everything up, keeps it running until a signal asks to stop, and takes it down in the opposite
 * order. Whatever fails on the way up, what was started is stopped, and the exit code is not 0.
 *
 * @param {number} startedAt performance.now() of the start
 */
export async function launch(startedAt) {
  const { stop, hurry } = listenForSignals();
  const takeDown = [];
  let exitCode = 0;
  // A terminal that has gone, or a full disk behind it, is no reason to leave children behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    await bringUp({ startedAt, stop, takeDown });
    await untilAborted(stop);
  } catch (error) {
    if (!stop.aborted) {
      exitCode = 1;
      console.error(`\nSuanpan could not start.\n${error.message}`);
    }
  }
  if (stop.aborted) console.log('\nStopping (once more to hurry) …');
  for (const step of takeDown.reverse()) await step(hurry).catch((error) => console.error(error.message));
  if (stop.aborted) console.log('Stopped.');
  process.exit(exitCode);
}
