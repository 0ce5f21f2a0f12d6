import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendSignal } from './ending.mjs';

/** What a first, polite signal still gets when there is a hurry from the outset. */
const HURRIED_MS = 2_000;

/**
 * A child in a process group of its own, so that a terminal's Ctrl-C reaches only us, who end children in
 * order.
 *
 * @typedef {object} OwnChild
 * @property {number} pid
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<string>} ended resolves to how it ended, in words
 * @property {() => boolean} hasEnded
 * @property {(steps: { signal: NodeJS.Signals, waitMs: number }[], hurry?: AbortSignal) => Promise<void>} end
 *   one signal after the other, each with its time to work; `hurry` cuts the first one's time short
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<OwnChild>}
 */
export async function startChild(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  let over = false;
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      over = true;
      resolve(signal ? `killed by ${signal}` : `exit code ${code}`);
    });
  });
  const hasEnded = () => over;
  const end = (steps, hurry) => endChild({ child, ended, hasEnded }, steps, hurry);
  return { pid: child.pid, child, ended, hasEnded, end };
}

async function endChild(
  { child, ended, hasEnded },
  [patient, ...impatient],
  hurry = new AbortController().signal,
) {
  const ask = async ({ signal, waitMs }, ...orUntil) => {
    if (hasEnded()) return;
    child.kill(signal);
    await Promise.race([ended, sleep(waitMs, undefined, { ref: false }), ...orUntil]);
  };
  if (hurry.aborted) await ask({ ...patient, waitMs: Math.min(patient.waitMs, HURRIED_MS) });
  else await ask(patient, untilAborted(hurry));
  for (const step of impatient) await ask(step);
  sendSignal(-child.pid, 'SIGKILL'); // whatever it may have started and left
}

/** @param {AbortSignal} signal */
export const untilAborted = (signal) =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', resolve, { once: true });
  });
