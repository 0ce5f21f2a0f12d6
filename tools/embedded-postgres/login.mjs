import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export const USER = 'suanpan';
export const DATABASE = 'suanpan';

/**
 * How to reach the cluster: kept beside it, readable by its starter alone.
 *
 * @typedef {{ password: string, port?: number }} Login
 */

const fileIn = (dataDir) => path.join(dataDir, 'postgres.json');

/** @returns {Login} what was kept, else a new password */
export function readLogin(dataDir) {
  const file = fileIn(dataDir);
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8'));
  return { password: randomBytes(24).toString('base64url') };
}

/** @param {Login} login */
export function keepLogin(dataDir, login) {
  const unfinished = `${fileIn(dataDir)}.new`;
  fs.writeFileSync(unfinished, `${JSON.stringify(login)}\n`, { mode: 0o600 });
  fs.renameSync(unfinished, fileIn(dataDir));
}

/** @param {Login} login */
export function connectionUrl({ password, port }, database = DATABASE) {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}
