import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './identity.mjs';

const LOOK_EVERY_MS = 25;

/**
 * Ends a process that is not our child: one signal after the other, each with its time to work.
 *
 * @param {number} pid
 * @param {{ signal: NodeJS.Signals, waitMs: number }[]} steps
 * @returns {Promise<boolean>} whether it is gone
 */
export async function endProcess(pid, steps) {
  for (const { signal, waitMs } of steps) {
    sendSignal(pid, signal);
    if (await isGone(pid, waitMs)) return true;
  }
  return false;
}

/**
 * A process that is gone already is no fault (macOS says EPERM of a group whose last member has just ended).
 *
 * @param {number} pid negative for a whole process group
 */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}

/** @returns {Promise<boolean>} whether the process ended by itself in that time */
export async function isGone(pid, waitMs) {
  const deadline = Date.now() + waitMs;
  while (isAlive(pid)) {
    if (Date.now() >= deadline) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}
