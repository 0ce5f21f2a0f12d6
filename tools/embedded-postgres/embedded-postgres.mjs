import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { findBinaries } from './binaries.mjs';
import { ensureCluster } from './cluster.mjs';
import { endLeftover } from './leftover.mjs';
import { connectionUrl, DATABASE, keepLogin, readLogin } from './login.mjs';
import { placeCluster } from './placement.mjs';
import { freePort, isPortFree } from './port.mjs';
import { startPostmaster, stopPostmaster } from './postmaster.mjs';

const WRONG_PASSWORD = '28P01';

/**
 * @typedef {object} EmbeddedPostgres
 * @property {string} url of the database `suanpan`
 * @property {(database: string) => string} urlOf another database of the cluster
 * @property {number} pid
 * @property {string} directory the cluster
 * @property {boolean} outside whether the cluster had to be put outside the data directory
 * @property {Promise<string>} ended how the server ended, in words
 * @property {(hurry?: AbortSignal) => Promise<void>} stop fast shutdown: sessions are cut, all is written
 */

/**
 * Starts the cluster of a data directory; the first time it is made. Whatever state a crash left it in, the
 * server recovers by itself. The caller sees to it that no two starts work on one data directory.
 *
 * @param {{ dataDir: string, throwaway?: boolean, samePort?: boolean, say?: (line: string) => void }} options
 *   throwaway: not durable; samePort: fail rather than move to another port, for clients that know the old
 *   one
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres({
  dataDir,
  throwaway = false,
  samePort = false,
  say = () => {},
}) {
  const logs = makeDirectories(dataDir);
  const place = placeCluster(dataDir, findBinaries(), say);
  const login = readLogin(dataDir);
  if (fs.existsSync(place.cluster)) await endLeftover(place.cluster, say);
  login.port = await choosePort(login.port, samePort);
  keepLogin(dataDir, login);
  ensureCluster(place, login.password);
  const logFile = path.join(logs, 'postgres.log');
  const server = await startPostmaster(place, { port: login.port, throwaway, logFile });
  const stop = (hurry) => stopPostmaster(server, hurry);
  await ensureDatabase(login).catch(async (error) => {
    await stop();
    throw error;
  });
  const urlOf = (database) => connectionUrl(login, database);
  const { pid, ended } = server;
  return { url: urlOf(DATABASE), urlOf, pid, ended, stop, directory: place.cluster, outside: place.outside };
}

/** Others may pass through the data directory (Postgres may run as another user) but not list it. */
function makeDirectories(dataDir) {
  const logs = path.join(dataDir, 'logs');
  if (!fs.existsSync(dataDir)) {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.chmodSync(dataDir, 0o711);
  }
  fs.mkdirSync(logs, { recursive: true });
  return logs;
}

async function choosePort(kept, mustStay) {
  if (kept !== undefined && (await isPortFree(kept))) return kept;
  if (mustStay) throw new Error(`The database's port ${kept} is taken by another program.`);
  return freePort();
}

/** Not part of making the cluster: a crash may come between the two. */
async function ensureDatabase(login) {
  const client = new pg.Client({ connectionString: connectionUrl(login, 'postgres') });
  await client.connect().catch((error) => {
    if (error.code !== WRONG_PASSWORD) throw error;
    throw new Error('The database refuses the password in postgres.json: was that file lost or replaced?');
  });
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
