import { setTimeout as sleep } from 'node:timers/promises';
import { cutWorkersOfOne } from './cut-workers.mjs';
import { freezeWithLocks } from './frozen-locks.mjs';
import {
  cancelStatements,
  endListeners,
  endSessions,
  lockOtherWayRound,
  lockTables,
} from './vexed-sessions.mjs';

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {number[]} seconds how long, one run for each; `--short` takes the first
 * @property {true} [onSmallDisk] the database and the hubs' logs lie on a small disk of their own: root's alone
 * @property {(world: object, seconds: number) => Promise<(() => Promise<void>) | undefined>} strike resolves to what
 *   mends it
 */

const HOUR_MS = 3_600_000;

const ofAll = (strike) => async (world) => {
  for (const proxy of world.proxies) await strike(proxy);
  return () => Promise.all(world.proxies.map((proxy) => proxy.mend()));
};

/** @type {Fault[]} */
const FAULTS = [
  { name: 'database away', seconds: [3, 10, 30, 120], strike: ofAll((proxy) => proxy.breakOff()) },
  {
    name: 'database away from one hub',
    seconds: [10, 90],
    strike: async ({ proxies: [proxy] }) => {
      await proxy.breakOff();
      return () => proxy.mend();
    },
  },
  { name: 'workers of one hub cut off', seconds: [10, 90], strike: cutWorkersOfOne },
  {
    name: 'connections silent, new ones pass',
    seconds: [10, 60],
    strike: ofAll((proxy) => proxy.goSilent({ serverDies: true })),
  },
  {
    name: 'connections silent, new ones too',
    seconds: [10, 60],
    strike: ofAll((proxy) => proxy.goSilent({ newOnesToo: true })),
  },
  { name: 'database slow by 300 ms each way', seconds: [10, 60], strike: ofAll((proxy) => proxy.delay(300)) },
  {
    name: 'answers to COMMIT lost',
    seconds: [10],
    strike: ofAll((proxy) => proxy.loseAnswersTo('COMMIT')),
  },
  { name: 'a session ended every 50 ms', seconds: [20], strike: endSessions },
  { name: 'a statement cancelled every 50 ms', seconds: [20], strike: cancelStatements },
  { name: 'the listeners ended every 50 ms', seconds: [20], strike: endListeners },
  { name: 'orders locked the other way round', seconds: [20], strike: lockOtherWayRound },
  { name: 'tables locked for 8 s of each 10', seconds: [30], strike: lockTables },
  {
    name: 'one hub frozen',
    seconds: [20, 90],
    strike: async ({ hubs: [hub] }) => {
      hub.freeze();
      return async () => hub.thaw();
    },
  },
  { name: 'one hub frozen with locks in hand', seconds: [20, 90], strike: freezeWithLocks },
  { name: 'hubs killed every 3 s', seconds: [9, 30], strike: killHubs },
  {
    name: 'PostgreSQL killed',
    seconds: [3],
    strike: async ({ killPostgres }) => {
      await killPostgres();
    },
  },
  { name: 'clock of one hub a day ahead', seconds: [10, 60], strike: shiftClock(24 * HOUR_MS) },
  { name: 'clock of one hub an hour behind', seconds: [10, 60], strike: shiftClock(-HOUR_MS) },
  { name: 'disk full', seconds: [10, 60], onSmallDisk: true, strike: fillDisk },
];

/** In turn, while the fault lasts. */
async function killHubs({ hubs }, seconds) {
  for (let kill = 0; kill * 3 < seconds; kill += 1) {
    hubs[kill % hubs.length].kill();
    await sleep(3_000);
  }
}

function shiftClock(ms) {
  return async ({ hubs: [hub] }) => {
    hub.shiftClock(ms);
    return async () => hub.shiftClock(0);
  };
}

/** Filled again and again: what the database frees meanwhile is no way out. */
async function fillDisk({ disk }) {
  const timer = setInterval(() => disk.fill(), 500);
  disk.fill();
  return async () => {
    clearInterval(timer);
    disk.free();
  };
}

/** @returns {{ fault: Fault, seconds: number }[]} */
export const chosenRuns = ({ only = '', short }) =>
  FAULTS.filter(({ name }) => name.includes(only)).flatMap((fault) =>
    fault.seconds.slice(0, short ? 1 : undefined).map((seconds) => ({ fault, seconds })),
  );
