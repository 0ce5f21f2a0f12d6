import fs from 'node:fs';
import path from 'node:path';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.mjs';
import { freePort, isPortFree } from '../embedded-postgres/port.mjs';
import { untilAborted } from '../processes/child.mjs';
import { keepRunning } from './keep-running.mjs';
import { startProgram } from './node-program.mjs';
import { hubProgram, sandboxProgram } from './programs.mjs';

/**
 * The embedded database, kept running; nothing is started when DATABASE_URL names another.
 *
 * @param {import('./bring-up.mjs').Start} start
 * @returns {Promise<{ url: string, whenUp: () => Promise<unknown>, embedded: boolean, outside?: string }>}
 */
export async function startDatabase(start) {
  const { env, dataDir, say, stop } = start;
  if (env.databaseUrl !== undefined) return { url: env.databaseUrl, whenUp: async () => {}, embedded: false };
  let restart = false;
  const begin = async (_signal, note) => {
    const server = await startEmbeddedPostgres({ dataDir, samePort: restart, say });
    restart = true; // from now on others know its address
    note(server.pid);
    return server;
  };
  const { whenUp } = await run(start, 'database', begin);
  const { url, outside, directory, pid } = await whenUp();
  say(`The database runs (process ${pid}).`);
  stop.throwIfAborted();
  return { url, whenUp, embedded: true, ...(outside && { outside: directory }) };
}

/**
 * @param {import('./bring-up.mjs').Start} start
 * @returns {Promise<string>} its address
 */
export async function startSandbox(start) {
  const { dataDir, say, stop } = start;
  const port = await keptSandboxPort(path.join(dataDir, 'sandbox-port'));
  await run(start, 'sandbox', (signal, note) =>
    startProgram(sandboxProgram({ port, dataDir }), { signal, note }),
  );
  say('The sandbox runs.');
  stop.throwIfAborted();
  return `http://127.0.0.1:${port}`;
}

/**
 * @param {import('./bring-up.mjs').Start} start
 * @param {{ database: object, port: number, hubUrl: string, masterKey?: string, adminKey?: string }} settings
 */
export async function startHub(start, { database, port, hubUrl, masterKey, adminKey }) {
  const { dataDir, env, say } = start;
  const hubEnv = {
    ...process.env,
    DATABASE_URL: database.url,
    HUB_EMBEDDED: database.embedded ? 'on' : 'off',
    HUB_SANDBOX: env.sandbox ? 'on' : 'off',
    HUB_DATA_DIR: dataDir,
    PORT: String(port),
    ...(masterKey && { HUB_MASTER_KEY: masterKey }),
    ...(adminKey && { HUB_ADMIN_KEY: adminKey }),
  };
  await run(start, 'hub', async (signal, note) => {
    await Promise.race([database.whenUp(), untilAborted(signal)]);
    signal.throwIfAborted();
    return startProgram(hubProgram({ hubUrl, dataDir, env: hubEnv }), { signal, note });
  });
  say('The hub runs.');
}

/** Starts, keeps running, notes each process in the lock file, and takes it down when its turn comes. */
async function run({ say, note, takeDown, stop }, name, begin) {
  const beginNoted = (signal) => begin(signal, (pid) => note(name, pid));
  const kept = await keepRunning(name, beginNoted, { say, giveUp: stop });
  takeDown.push(kept.stop);
  return kept;
}

/** Accounts' base URLs name the port, so it stays. */
async function keptSandboxPort(file) {
  if (!fs.existsSync(file)) {
    const port = await freePort();
    fs.writeFileSync(file, String(port));
    return port;
  }
  const port = Number(fs.readFileSync(file, 'utf8'));
  if (await isPortFree(port)) return port;
  throw new Error(
    `The sandbox's port ${port} is taken by another program; accounts point to it, so it cannot move.`,
  );
}
