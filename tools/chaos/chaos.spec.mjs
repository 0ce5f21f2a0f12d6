import { ensureBuilt } from '../build.mjs';
import { chosenRuns } from './faults.mjs';
import { inRoom } from './room.mjs';
import { runFault } from './run-fault.mjs';

/** The short form of `npm run chaos`: some of its faults, once, and what must be so whatever the machine's pace. */
const FAULTS = ['database away', 'workers of one hub cut off', 'clock of one hub a day ahead'];
const KEPT = { lost: 0, doubled: 0, unplaced: 0, waiting: 0, hourIsRight: true };
const RUN_WITHIN_MS = 360_000;

beforeAll(() => ensureBuilt());

it.each(FAULTS)(
  'two hubs under a steady stream of orders keep each of them, once, with the fault: %s',
  async (name) => {
    const [run] = chosenRuns({ only: name, short: true });
    await inRoom({ onSmallDisk: false }, async (room) => {
      const { sent, acknowledged, ...outcome } = await runFault(room, run, 'chaos_0');
      expect(acknowledged).toBe(sent);
      expect(outcome).toMatchObject(KEPT);
      expect(outcome.drainedMs).not.toBe(Infinity);
    });
  },
  RUN_WITHIN_MS,
);
