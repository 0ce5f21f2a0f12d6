import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { giveTo } from './account.mjs';
import { USER } from './login.mjs';

/** What the Postgres programs get to see: no PG… variable of ours may redirect them. */
export const POSTGRES_ENV = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes the cluster if there is none. It grows under another name and is renamed when it is complete, so that
 * an interrupted initdb leaves nothing that looks like a database.
 *
 * @param {import('./placement.mjs').Place} place
 * @param {string} password
 */
export function ensureCluster(place, password) {
  if (fs.existsSync(path.join(place.cluster, 'PG_VERSION'))) return;
  const unfinished = `${place.cluster}.unfinished`;
  const passwordFile = `${place.cluster}.password`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(place.account, unfinished, passwordFile);
  try {
    initdb(place, unfinished, passwordFile);
    fs.renameSync(unfinished, place.cluster);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

/** The built-in C.UTF-8 sorts by code point on every system alike and still knows upper from lower case. */
function initdb({ bin, account }, directory, passwordFile) {
  const args = ['-D', directory, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = { ...account, cwd: '/', env: POSTGRES_ENV, encoding: 'utf8' };
  const result = spawnSync(path.join(bin, 'initdb'), [...args, ...locale], options);
  if (result.status === 0) return;
  throw new Error(`initdb failed: ${result.error?.message ?? result.stderr.trim()}`);
}
