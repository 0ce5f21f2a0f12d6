import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startMark } from '../processes/identity.mjs';
import { startEmbeddedPostgres } from './embedded-postgres.mjs';
import { endLeftover } from './leftover.mjs';
import { removeDataDir } from './placement.mjs';
import { throwawayFolders } from './throwaway-place.mjs';

const PREFIX = 'suanpan-throwaway-';

/**
 * A server for a test run: quick, not durable, in a temporary folder, gone after `stop`.
 *
 * @param {{ folder?: string }} options `quickFolder()` for one that will never hold much
 * @returns {Promise<import('./embedded-postgres.mjs').EmbeddedPostgres>}
 */
export async function startThrowawayPostgres({ folder = os.tmpdir() } = {}) {
  await sweepLeftovers();
  const dataDir = fs.mkdtempSync(path.join(folder, PREFIX));
  fs.chmodSync(dataDir, 0o711);
  const owner = { pid: process.pid, mark: startMark(process.pid) };
  fs.writeFileSync(path.join(dataDir, 'owner.json'), JSON.stringify(owner));
  const server = await startEmbeddedPostgres({ dataDir, throwaway: true });
  const stop = async () => {
    await server.stop(AbortSignal.abort());
    removeDataDir(dataDir);
  };
  return { ...server, stop };
}

/** Stops and deletes what runs that were killed could not. */
export async function sweepLeftovers() {
  for (const dataDir of throwawayFolders().flatMap(throwawaysIn)) {
    const owner = readOwner(dataDir);
    if (!owner || startMark(owner.pid) === owner.mark) continue;
    const cluster = path.join(dataDir, 'pg');
    if (fs.existsSync(cluster)) await endLeftover(cluster, () => {});
    removeDataDir(dataDir);
  }
}

const throwawaysIn = (folder) =>
  fs
    .readdirSync(folder)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => path.join(folder, name));

/** @returns {{ pid: number, mark: string } | undefined} undefined while the folder is being made */
function readOwner(dataDir) {
  try {
    return JSON.parse(fs.readFileSync(path.join(dataDir, 'owner.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
