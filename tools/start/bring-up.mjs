import fs from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from '../build.mjs';
import { deployMigrations } from '../migrate.mjs';
import { printBanner } from './banner.mjs';
import { lockDataDir } from './data-dir-lock.mjs';
import { seedDemo } from './demo-seed.mjs';
import { choosePort, hubUrlOf, readEnvironment } from './environment.mjs';
import { limitLogs } from './log-files.mjs';
import { chooseAdminKey, keptMasterKey } from './secrets.mjs';
import { startDatabase, startHub, startSandbox } from './services.mjs';

/**
 * What the steps of a start share.
 *
 * @typedef {object} Start
 * @property {import('../../apps/hub/src/config/env.js').Env} env
 * @property {string} dataDir absolute
 * @property {(line: string) => void} say prints a line with the seconds since the start
 * @property {AbortSignal} stop aborted when the person asks to stop
 * @property {((hurry: AbortSignal) => Promise<void>)[]} takeDown what to undo, oldest first
 * @property {(name: string, pid: number) => void} note names a child in the lock file
 */

/**
 * The start, step by step. Each step that leaves something running adds how to take it down again.
 *
 * @param {{ startedAt: number, stop: AbortSignal, takeDown: Start['takeDown'] }} launch
 */
export async function bringUp({ startedAt, stop, takeDown }) {
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
  const say = (line) => console.log(`[${seconds()} s] ${line}`);
  ensureBuilt();
  const env = await readEnvironment();
  const dataDir = makeDataDir(env.dataDir);
  const { note, release } = await lockDataDir(dataDir, say);
  takeDown.push(release);
  const port = await choosePort(env);
  takeDown.push(limitLogs(path.join(dataDir, 'logs')));
  const start = { env, dataDir, say, stop, takeDown, note };
  const summary = await startServices(start, port);
  printBanner({ ...summary, dataDir, seconds: seconds() });
}

/** Keys come before there is anything encrypted with them, the hub after all that it needs. */
async function startServices(start, port) {
  const { env, dataDir, stop } = start;
  const masterKey = env.masterKeys ? undefined : keptMasterKey(dataDir);
  const adminKey = chooseAdminKey({ dataDir, given: env.adminKey, sandbox: env.sandbox });
  const [database, sandboxUrl] = await together(
    startMigratedDatabase(start),
    env.sandbox ? startSandbox(start) : undefined,
  );
  const hubUrl = hubUrlOf(env, port);
  await startHub(start, { database, port, hubUrl, masterKey, adminKey: adminKey.key });
  const demo = env.sandbox ? await seedDemo({ hubUrl, adminKey: adminKey.key, sandboxUrl, dataDir }) : [];
  stop.throwIfAborted();
  adminKey.told();
  return { hubUrl, sandboxUrl, adminKey: adminKey.shown, outside: database.outside, demo };
}

async function startMigratedDatabase(start) {
  const database = await startDatabase(start);
  const done = await deployMigrations(database.url, { signal: start.stop });
  start.say(done === 'current' ? 'The database is up to date.' : 'The database was migrated.');
  return database;
}

/** Waits for all of them even if one fails: what is half started could not be taken down. */
async function together(...starting) {
  const results = await Promise.allSettled(starting);
  for (const { status, reason } of results) if (status === 'rejected') throw reason;
  return results.map(({ value }) => value);
}

/** Others may pass through (the database may run as another user) but not list what is there. */
function makeDataDir(dataDir) {
  if (!fs.existsSync(dataDir)) {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.chmodSync(dataDir, 0o711);
  }
  fs.mkdirSync(path.join(dataDir, 'logs'), { recursive: true });
  return dataDir;
}
