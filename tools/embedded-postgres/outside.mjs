import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Where root's Postgres lives when its user cannot enter the data directory or the checkout. Never an area
 * for temporary files: cleaners delete database files there that nobody touched for some days.
 */
export const OUTSIDE = '/var/lib/suanpan';

/**
 * One home for each data directory, by its real path: two of them must never share a cluster. A moved data
 * directory takes its cluster along by its link; a copied one would share it with the original, and may not.
 */
export function outsideCluster(link, say) {
  const dataDir = fs.realpathSync(path.dirname(link));
  const linked = isLink(link);
  const home = linked ? path.dirname(fs.readlinkSync(link)) : freeHome(dataDir);
  const cluster = path.join(home, 'pg');
  const other = otherOwner(home, dataDir);
  if (other) {
    throw new Error(
      `${dataDir} is a copy of ${other}, and both lead to the database in ${home}. Remove ${link} (the copy then ` +
        'begins with an empty database) or start the original.',
    );
  }
  makeOpenDirectory(home);
  fs.writeFileSync(path.join(home, 'data-dir'), dataDir);
  if (!linked) {
    setAside(cluster, say);
    fs.symlinkSync(cluster, link);
  }
  return cluster;
}

/**
 * The plain name is taken when a data directory was moved away from this path and another one made in its
 * place.
 */
function freeHome(dataDir) {
  const name = path.join(OUTSIDE, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  let home = name;
  for (let n = 2; otherOwner(home, dataDir); n += 1) home = `${name}-${n}`;
  return home;
}

/** @returns {string | undefined} another data directory that leads to this home */
function otherOwner(home, dataDir) {
  const file = path.join(home, 'data-dir');
  const owner = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : dataDir;
  return owner !== dataDir && isLinkTo(path.join(owner, 'pg'), path.join(home, 'pg')) ? owner : undefined;
}

const isLinkTo = (file, target) => isLink(file) && fs.readlinkSync(file) === target;

/**
 * The data directory was deleted and made again: its old database is not used (its password is gone), but
 * kept.
 */
function setAside(cluster, say) {
  if (!fs.existsSync(cluster)) return;
  const aside = `${cluster}.left-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  fs.renameSync(cluster, aside);
  say(`An older database of a data directory at the same path was set aside: ${aside}`);
}

export const isLink = (file) => fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** Enterable by Postgres' user, listable by nobody else, whatever the umask. */
export function makeOpenDirectory(directory) {
  fs.mkdirSync(directory, { recursive: true });
  for (const each of [OUTSIDE, directory]) if (fs.existsSync(each)) fs.chmodSync(each, 0o711);
}
