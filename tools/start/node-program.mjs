import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../processes/child.mjs';
import { logEnd, logTail } from './log-files.mjs';

const PRELOAD = new URL('exit-with-launcher.mjs', import.meta.url).href;
const LOOK_EVERY_MS = 50;
const READY_WITHIN_MS = 60_000;
const TERMINATE = [
  { signal: 'SIGTERM', waitMs: 15_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * One of our own programs as a child: its log in a file, and a channel by which it notices our death.
 *
 * @param {object} program
 * @param {string} program.script
 * @param {string[]} [program.options] of Node
 * @param {Record<string, string>} program.env
 * @param {string} program.logFile
 * @param {(logFrom: number) => Promise<string | undefined>} program.notReady why it is not ready yet, if it
 *   is not
 * @param {object} start
 * @param {AbortSignal} start.signal gives the start up
 * @param {(pid: number) => void} start.note told as soon as there is a process
 * @returns {Promise<import('./keep-running.mjs').Running>}
 * @throws {Error} with the end of its log
 */
export async function startProgram(program, { signal, note }) {
  const { logFile, notReady } = program;
  const logFrom = logEnd(logFile);
  const child = await spawnProgram(program);
  note(child.pid);
  try {
    await untilReady(child, () => notReady(logFrom), signal);
  } catch (error) {
    await child.end(TERMINATE);
    throw new Error(`${error.message}\n${logTail(logFile, logFrom)}`.trimEnd(), { cause: error });
  }
  return { pid: child.pid, ended: child.ended, stop: (hurry) => child.end(TERMINATE, hurry) };
}

async function spawnProgram({ script, options = [], env, logFile }) {
  const log = fs.openSync(logFile, 'a', 0o600);
  try {
    return await startChild(process.execPath, [...options, '--import', PRELOAD, script], {
      env,
      stdio: ['ignore', log, log, 'ipc'],
    });
  } finally {
    fs.closeSync(log);
  }
}

/**
 * @param {{ hasEnded: () => boolean, ended: Promise<string> }} child
 * @param {() => Promise<string | undefined>} notReady
 * @param {AbortSignal} signal
 * @throws {Error} when the child ends first, or is not ready in time
 */
export async function untilReady(child, notReady, signal) {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    signal.throwIfAborted();
    if (child.hasEnded()) throw new Error(`it ended (${await child.ended}) before it was ready:`);
    const why = await notReady();
    if (why === undefined) return;
    if (performance.now() > deadline)
      throw new Error(`it is not ready after ${READY_WITHIN_MS / 1000} s: ${why}`);
    await sleep(LOOK_EVERY_MS);
  }
}
