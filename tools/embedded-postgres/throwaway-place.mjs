import fs from 'node:fs';
import os from 'node:os';

/** Linux keeps what lies here in memory. */
const MEMORY = '/dev/shm';
/** The databases of a run that are there at one time, their log of changes, and as much again. */
const ROOM_BYTES = 3 * 2 ** 30;

/** Where throwaway servers of this machine may lie. @returns {string[]} */
export const throwawayFolders = () => (fs.existsSync(MEMORY) ? [os.tmpdir(), MEMORY] : [os.tmpdir()]);

/**
 * Memory, where there is plenty: a database is a thousand files, and a test run makes and deletes hundreds of
 * databases. A disk's file system must find a place for each file; ext4 without a journal passes over all that were
 * deleted in the last minutes. Whoever names a temporary folder gets that one.
 *
 * @param {{ room?: number, env?: NodeJS.ProcessEnv }} options what there must be, in bytes
 * @returns {string} an existing folder
 */
export function quickFolder({ room = ROOM_BYTES, env = process.env } = {}) {
  const isNamed = Boolean(env.TMPDIR ?? env.TMP ?? env.TEMP);
  return !isNamed && roomIn(MEMORY) >= room ? MEMORY : os.tmpdir();
}

/** Bytes that may be written into a folder that is memory; 0 where there is none such. */
function roomIn(folder) {
  if (process.platform !== 'linux' || !fs.existsSync(folder)) return 0;
  const { bavail, bsize } = fs.statfsSync(folder);
  return Math.min(bavail * bsize, process.availableMemory());
}
