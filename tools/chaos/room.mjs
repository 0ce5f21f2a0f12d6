import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startSandbox } from '../bench/sandbox.mjs';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.mjs';
import { removeDataDir } from '../embedded-postgres/placement.mjs';
import { deployMigrations } from '../migrate.mjs';
import { keepRunning } from '../start/keep-running.mjs';

const TEMPLATE = 'chaos_template';
const silently = { say: () => {}, giveUp: new AbortController().signal };

/**
 * What all faults share: a durable server that is started again when it dies, a migrated template, the sandbox.
 *
 * @param {(room: Awaited<ReturnType<typeof open>>) => Promise<void>} work
 */
export async function inRoom(work) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-chaos-'));
  fs.chmodSync(dataDir, 0o711);
  fs.mkdirSync(path.join(dataDir, 'logs'));
  const undo = [() => removeDataDir(dataDir)];
  const close = async () => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  // The hubs end with us; the server would outlive us.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(name, () => void close().finally(() => process.exit(1)));
  try {
    await work(await open(dataDir, undo));
  } finally {
    await close();
  }
}

async function open(dataDir, undo) {
  let samePort = false;
  const postgres = await keepRunning(
    'database',
    async () => {
      const server = await startEmbeddedPostgres({ dataDir, samePort });
      samePort = true;
      return server;
    },
    silently,
  );
  undo.push(() => postgres.stop());
  const { urlOf } = await postgres.whenUp();
  await execute(urlOf('postgres'), `CREATE DATABASE ${TEMPLATE}`);
  await deployMigrations(urlOf(TEMPLATE));
  const sandbox = await startSandbox(dataDir);
  undo.push(() => sandbox.stop());
  return {
    dataDir,
    sandbox,
    /** Ends as at a power cut; it comes back by itself. */
    killPostgres: async () => process.kill((await postgres.whenUp()).pid, 'SIGKILL'),
    newDatabase: async (name) => {
      await execute(urlOf('postgres'), `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      return urlOf(name);
    },
  };
}

async function execute(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
