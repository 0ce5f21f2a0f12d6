import fs from 'node:fs';
import path from 'node:path';
import { canEnter, canRun, chooseAccount, giveTo } from './account.mjs';
import { isLink, makeOpenDirectory, OUTSIDE, outsideCluster } from './outside.mjs';

/**
 * @typedef {object} Place
 * @property {string} cluster PGDATA; its parent holds it while it is being made
 * @property {string} bin the folder with the Postgres programs
 * @property {import('./account.mjs').Account} account
 * @property {boolean} outside whether the cluster lies under /var/lib/suanpan, linked from the data directory
 */

/**
 * @param {string} dataDir must exist
 * @param {{ directory: string, version: string }} binaries
 * @param {(line: string) => void} say
 * @returns {Place}
 */
export function placeCluster(dataDir, binaries, say) {
  const link = path.join(dataDir, 'pg');
  const account = chooseAccount(link);
  const outside = mustLieOutside(link, account);
  const cluster = outside ? outsideCluster(link, say) : link;
  return { cluster, bin: reachableBin(binaries, account), account, outside };
}

function mustLieOutside(link, account) {
  if (isLink(link)) return true;
  const dataDir = path.dirname(link);
  if (account.uid === undefined || canEnter(dataDir, account)) return false;
  if (!fs.existsSync(link)) return true;
  throw new Error(
    `The database's user (uid ${account.uid}) can no longer enter ${dataDir}: chmod it back (o+x).`,
  );
}

/** Deletes a stopped cluster's data directory, and what lies outside of it. */
export function removeDataDir(dataDir) {
  const link = path.join(dataDir, 'pg');
  if (isLink(link)) fs.rmSync(path.dirname(fs.readlinkSync(link)), { recursive: true, force: true });
  fs.rmSync(dataDir, { recursive: true, force: true });
}

/** The programs are the same for all data directories, so they are copied out once per version. */
function reachableBin({ directory, version }, account) {
  const bin = path.join(directory, 'bin');
  if (account.uid === undefined || canRun(bin, account)) return bin;
  const copy = path.join(OUTSIDE, `postgres-${version}`);
  if (!fs.existsSync(copy)) copyBinaries(directory, copy, account);
  return path.join(copy, 'bin');
}

function copyBinaries(from, to, account) {
  makeOpenDirectory(path.dirname(to));
  const unfinished = fs.mkdtempSync(`${to}.`);
  fs.cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  const entries = fs.readdirSync(unfinished, { recursive: true });
  giveTo(account, unfinished, ...entries.map((entry) => path.join(unfinished, entry)));
  try {
    fs.renameSync(unfinished, to);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another start was quicker
  }
}
