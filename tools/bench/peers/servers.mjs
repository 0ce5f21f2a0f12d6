import { fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from '../../embedded-postgres/port.mjs';
import { startHub } from '../hub.mjs';
import { SECRET } from '../signed-order.mjs';
import { PATH } from '../signed-receiver.mjs';
import { FLOW } from './node-red-flow.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const PLAIN_ROWS = 'SELECT count(*)::int AS rows FROM plain';
/** Node-RED reads all of its nodes when it starts. */
const READY_WITHIN_MS = 60_000;

/**
 * @typedef {object} Server
 * @property {number} pid
 * @property {number} port
 * @property {string} path
 * @property {string} storeCode of a store that it knows
 * @property {string} counted how many orders it has in its database
 * @property {() => Promise<unknown>} stop
 */

/** @param {{ url: string }} on @returns {Promise<Server>} */
export const startPlain = ({ url }) =>
  startForkedServer(here('../plain-server.mjs'), ['insert', url], PLAIN_ROWS);

/** @param {{ url: string, folder: string }} on @returns {Promise<Server>} */
export const startPgBoss = ({ url, folder }) =>
  startForkedServer(
    here('pg-boss-server.mjs'),
    [url, folder],
    `SELECT count(*)::int AS rows FROM pgboss.job WHERE name = 'orders'`,
  );

/** @param {{ url: string, dataDir: string }} on @returns {Promise<Server>} */
export async function startHubServer({ url, dataDir }) {
  const hub = await startHub({ url, dataDir, roles: 'api' });
  return {
    ...{ pid: hub.pid, port: hub.port, path: hub.webhookPath, storeCode: 'S-1' },
    counted: `SELECT count(*)::int AS rows FROM deliveries WHERE state <> 'conflict'`,
    stop: () => hub.stop(),
  };
}

/** @param {{ url: string, dataDir: string, folder: string }} on @returns {Promise<Server>} */
export async function startNodeRed({ url, dataDir, folder }) {
  await makeTable(url);
  const userDir = fs.mkdtempSync(path.join(dataDir, 'node-red-'));
  fs.writeFileSync(path.join(userDir, 'flows.json'), JSON.stringify(FLOW));
  const port = await freePort();
  const program = path.join(folder, 'node_modules', 'node-red', 'red.js');
  const settings = ['--settings', here('node-red-settings.cjs'), '--userDir', userDir];
  const child = spawn(process.execPath, [program, ...settings, '--port', String(port), 'flows.json'], {
    env: { PATH: process.env.PATH, DATABASE_URL: url, BENCH_SECRET: SECRET.toString('base64') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = () => (child.kill('SIGTERM'), ended);
  try {
    await untilRefusing(`http://127.0.0.1:${port}${PATH}`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid, port, path: PATH, storeCode: 'S', counted: PLAIN_ROWS, stop };
}

async function startForkedServer(file, args, counted) {
  const server = fork(file, args);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const { port } = await new Promise((resolve, reject) => {
    server.once('message', resolve);
    server.once('exit', () => reject(new Error(`${path.basename(file)} ended before it listened`)));
  });
  const stop = () => {
    if (server.connected) server.disconnect();
    return ended;
  };
  return { pid: server.pid, port, path: PATH, storeCode: 'S', counted, stop };
}

/** The plain server's own table. */
async function makeTable(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'CREATE TABLE plain (key text PRIMARY KEY, order_no text NOT NULL, received_at timestamptz NOT NULL, body text NOT NULL)',
  );
  await client.end();
}

/** It runs the flow once it refuses what nobody has signed. */
async function untilRefusing(url, child) {
  const until = Date.now() + READY_WITHIN_MS;
  const headers = { 'content-type': 'application/json' };
  while (child.exitCode === null && Date.now() < until) {
    const answer = await fetch(url, { method: 'POST', headers, body: '{}' }).catch(() => undefined);
    if (answer?.status === 401) return;
    await sleep(200);
  }
  throw new Error('Node-RED does not answer');
}
