import { canMount } from '../faults/small-disk.mjs';
import { ensureBuilt } from '../build.mjs';
import { chosenRuns } from './faults.mjs';
import { inRoom } from './room.mjs';
import { runFault } from './run-fault.mjs';

/** The short form of `npm run chaos`: a fault of each kind, once, and what must be so whatever the machine's pace. */
const KEPT = { lost: 0, doubled: 0, unplaced: 0, waiting: 0, hourIsRight: true };
const RUN_WITHIN_MS = 360_000;

beforeAll(() => ensureBuilt());

function keeps(name, onSmallDisk = false) {
  return async () => {
    const [run] = chosenRuns({ only: name, short: true });
    await inRoom({ onSmallDisk }, async (room) => {
      const { sent, acknowledged, ...outcome } = await runFault(room, run, 'chaos_0');
      expect(acknowledged).toBe(sent);
      expect(outcome).toMatchObject(KEPT);
      expect(outcome.drainedMs).not.toBe(Infinity);
    });
  };
}

describe('two hubs under a steady stream of orders keep each of them, once', () => {
  it.each(['database away', 'workers of one hub cut off', 'clock of one hub a day ahead'])(
    'with the fault: %s',
    (name) => keeps(name)(),
    RUN_WITHIN_MS,
  );

  const onDisk = canMount() ? it : it.skip;
  onDisk(
    'with the fault: disk full (skipped where no small disk can be mounted)',
    keeps('disk full', true),
    RUN_WITHIN_MS,
  );
});
