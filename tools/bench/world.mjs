import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.mjs';
import { removeDataDir } from '../embedded-postgres/placement.mjs';
import { startSandbox } from './sandbox.mjs';

/**
 * @template T
 * @param {(dataDir: string) => Promise<T>} work with a data directory that is gone afterwards
 * @returns {Promise<T>}
 */
export async function inDataDir(work) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-bench-'));
  fs.chmodSync(dataDir, 0o711);
  fs.mkdirSync(path.join(dataDir, 'logs'));
  try {
    return await work(dataDir);
  } finally {
    removeDataDir(dataDir);
  }
}

/**
 * @typedef {import('../embedded-postgres/embedded-postgres.mjs').EmbeddedPostgres} EmbeddedPostgres
 * @param {(parts: { dataDir: string, postgres: EmbeddedPostgres }) => Promise<void>} work with a durable server
 *   of its own
 */
export const onPostgres = (work) =>
  inDataDir(async (dataDir) => {
    const postgres = await startEmbeddedPostgres({ dataDir });
    try {
      await work({ dataDir, postgres });
    } finally {
      await postgres.stop();
    }
  });

/**
 * @typedef {{ url: string, dataDir: string, client: pg.Client, sandbox: Awaited<ReturnType<typeof startSandbox>> }} World
 * @param {(world: World) => Promise<void>} work with a database, a connection to look into it, and the sandbox
 */
export const besideSandbox = (work) =>
  onPostgres(async ({ dataDir, postgres: { url } }) => {
    const sandbox = await startSandbox(dataDir);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await work({ url, dataDir, client, sandbox });
    } finally {
      await client.end();
      await sandbox.stop();
    }
  });
