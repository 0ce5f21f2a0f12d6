import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/**
 * Which user runs Postgres. `{}` means ourselves.
 *
 * @typedef {{ uid?: number, gid?: number }} Account
 */

/**
 * Postgres refuses to run as root and wants to own its files: root hands it to the owner of an existing
 * cluster, else to `nobody`, whom every Unix has (no useradd, no sudo).
 *
 * @param {string} cluster the cluster's directory; it need not exist yet
 * @returns {Account}
 */
export function chooseAccount(cluster) {
  const owner = fs.statSync(cluster, { throwIfNoEntry: false });
  const self = process.getuid();
  if (self !== 0) {
    if (owner && owner.uid !== self) throw new Error(foreignFiles(cluster, owner.uid));
    return {};
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

const foreignFiles = (cluster, uid) =>
  `The database files in ${cluster} belong to another user (uid ${uid}). ` +
  'Start as the user who started before, or name another HUB_DATA_DIR.';

function nobody() {
  const id = (which) => Number(spawnSync('id', [which, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/** Asked of the system, by trying as that user: mode bits alone say nothing of access lists. */
export const canEnter = (directory, account) => succeeds('test', ['-x', directory], account);

/** @param {string} bin the folder with the Postgres programs */
export const canRun = (bin, account) => succeeds(`${bin}/postgres`, ['--version'], account);

const succeeds = (command, args, account) =>
  spawnSync(command, args, { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

/** @param {string[]} paths given to the account, if it is another than ours */
export function giveTo(account, ...paths) {
  if (account.uid === undefined) return;
  for (const each of paths) fs.lchownSync(each, account.uid, account.gid);
}
