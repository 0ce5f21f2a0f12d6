import fs from 'node:fs';
import path from 'node:path';

/**
 * `postmaster.pid`, the file by which a running server is known: its process id in the first line, its state
 * (`starting`, `ready`, `stopping`) in the eighth.
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h
 *
 * @param {string} cluster
 * @returns {{ pid: number, state: string } | undefined}
 */
export function readPostmasterFile(cluster) {
  const file = postmasterFile(cluster);
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, state: lines[7] ?? '' } : undefined;
}

export const postmasterFile = (cluster) => path.join(cluster, 'postmaster.pid');
