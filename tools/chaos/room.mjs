import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startSandbox } from '../bench/sandbox.mjs';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.mjs';
import { mountSmallDisk } from '../faults/small-disk.mjs';
import { removeDataDir } from '../embedded-postgres/placement.mjs';
import { deployMigrations } from '../migrate.mjs';
import { keepRunning } from '../start/keep-running.mjs';

const SMALL_DISK_MEGABYTES = 400;
const TEMPLATE = 'chaos_template';
const silently = { say: () => {}, giveUp: new AbortController().signal };

/**
 * What all faults share: a durable server that is started again when it dies, a migrated template, the sandbox.
 *
 * @param {{ onSmallDisk: boolean }} options whether database and logs lie on a disk that can be filled
 * @param {(room: Awaited<ReturnType<typeof open>>) => Promise<void>} work
 */
export async function inRoom({ onSmallDisk }, work) {
  const undo = [];
  const close = async () => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  // The hubs end with us; the server would outlive us.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(name, () => void close().finally(() => process.exit(1)));
  try {
    await work(await open(layOut({ onSmallDisk }, undo), undo));
  } finally {
    await close();
  }
}

/** The sandbox is another company's machine: it never lies on the disk that is filled. */
function layOut({ onSmallDisk }, undo) {
  const safeDir = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-chaos-'));
  undo.push(() => fs.rmSync(safeDir, { recursive: true, force: true }));
  fs.chmodSync(safeDir, 0o711);
  const dataDir = path.join(safeDir, 'data');
  for (const folder of [dataDir, path.join(safeDir, 'logs')]) fs.mkdirSync(folder, { mode: 0o711 });
  undo.push(() => removeDataDir(dataDir));
  const disk = onSmallDisk ? mountSmallDisk(dataDir, SMALL_DISK_MEGABYTES) : undefined;
  if (disk) undo.push(() => disk.unmount());
  fs.mkdirSync(path.join(dataDir, 'logs'));
  return { safeDir, dataDir, disk };
}

async function open({ safeDir, dataDir, disk }, undo) {
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
  const sandbox = await startSandbox(safeDir);
  undo.push(() => sandbox.stop());
  return {
    safeDir,
    dataDir,
    disk,
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
