import fs from 'node:fs';
import { inProject } from '../project.mjs';
import { nameAt } from './lock-places.mjs';

/**
 * Under what the packages may stand that a hub runs with. All let one use, change and pass on a program without opening
 * one's own.
 */
const ALLOWED = new Set([
  ...['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense'],
  ...['Python-2.0', 'CC0-1.0'],
]);

/** Packages that were looked at one by one: one that says another licence by then is looked at again. */
const LOOKED_AT = new Map([
  // Says "MIT and ISC", which is no expression; both are allowed.
  ['@visx/vendor', 'MIT and ISC'],
  // Weak copyleft, not changed here, and no part of what is sent to browsers.
  ['elkjs', 'EPL-2.0'],
  // Its package.json names none; its LICENSE file is the MIT licence.
  ['seq-queue', undefined],
]);

/**
 * @param {Record<string, {name?: string, version?: string, license?: string, dev?: boolean, link?: boolean}>} packages of a lock file
 * @returns {string[]} what is wrong, a line a package
 */
export function licenceFaults(packages, lookedAt = LOOKED_AT) {
  const used = new Set();
  const faults = Object.entries(packages).flatMap(([place, entry]) => {
    const { version, license, dev } = entry;
    if (place === '' || dev === true) return [];
    const as = nameAt(place, entry);
    if (lookedAt.has(as) && lookedAt.get(as) === license) {
      used.add(as);
      return [];
    }
    return isAllowed(license) ? [] : [`${as} ${version}: ${license ?? 'no licence'}`];
  });
  const gone = [...lookedAt.keys()].filter((as) => !used.has(as));
  return [...faults, ...gone.map((as) => `${as} is excepted, and is not there with that licence any more`)];
}

/** Of a choice one is enough, of a sum all have to be. */
function isAllowed(license = '') {
  const text = license.replace(/^\((.*)\)$/, '$1');
  if (text.includes(' OR ')) return text.split(' OR ').some((one) => isAllowed(one));
  return text.split(' AND ').every((one) => ALLOWED.has(one.trim()));
}

/** @returns {Promise<boolean>} whether every package that a hub runs with stands under a licence that is allowed */
export async function checkLicences() {
  const { packages } = JSON.parse(fs.readFileSync(inProject('package-lock.json'), 'utf8'));
  const faults = licenceFaults(packages);
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
}
