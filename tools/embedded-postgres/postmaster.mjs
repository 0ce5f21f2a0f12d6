import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../processes/child.mjs';
import { POSTGRES_ENV } from './cluster.mjs';
import { FAST_THEN_IMMEDIATE } from './leftover.mjs';
import { readPostmasterFile } from './postmaster-file.mjs';
import { serverSettings } from './settings.mjs';

const LOOK_EVERY_MS = 10;
const ORPHANS_TAKE_MS = 10_000;
const ORPHANS_STILL_THERE = 'pre-existing shared memory block';

/**
 * Starts the server and waits until it takes connections; recovery after a crash is part of that, however
 * long.
 *
 * @param {import('./placement.mjs').Place} place
 * @param {{ port: number, throwaway: boolean, logFile: string }} options
 * @returns {Promise<import('../processes/child.mjs').OwnChild>}
 */
export async function startPostmaster(place, options) {
  const deadline = Date.now() + ORPHANS_TAKE_MS;
  for (;;) {
    const logFrom = fs.statSync(options.logFile, { throwIfNoEntry: false })?.size ?? 0;
    const server = await spawnPostmaster(place, options);
    if (await isReady(place.cluster, server)) return server;
    const log = fs.readFileSync(options.logFile, 'utf8').slice(logFrom).trim();
    // The sessions of a killed server notice its death one by one; a new one is refused until all have ended.
    if (!log.includes(ORPHANS_STILL_THERE) || Date.now() > deadline) {
      throw new Error(`PostgreSQL ended (${await server.ended}) before it was ready:\n${log}`);
    }
    await sleep(100);
  }
}

/** The log goes to a file, not through us: a server that outlives us must not write into a broken pipe. */
async function spawnPostmaster({ cluster, bin, account }, { port, throwaway, logFile }) {
  const log = fs.openSync(logFile, 'a', 0o600);
  try {
    const args = ['-D', cluster, '-p', String(port), ...serverSettings({ throwaway })];
    const options = { ...account, cwd: '/', env: POSTGRES_ENV, stdio: ['ignore', log, log] };
    return await startChild(path.join(bin, 'postgres'), args, options);
  } finally {
    fs.closeSync(log);
  }
}

async function isReady(cluster, server) {
  while (!server.hasEnded()) {
    const { pid, state } = readPostmasterFile(cluster) ?? {};
    if (pid === server.pid && state === 'ready') return true;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

/**
 * @param {import('../processes/child.mjs').OwnChild} server
 * @param {AbortSignal} [hurry] cuts open sessions' time to end short
 */
export const stopPostmaster = (server, hurry) => server.end(FAST_THEN_IMMEDIATE, hurry);
