import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The key under which accounts' credentials are encrypted, when the environment gives none. It is made before
 * the database is; a database without its key is a mistake that a new key would make worse.
 *
 * @param {string} dataDir
 * @returns {string} 32 bytes in base64
 */
export function keptMasterKey(dataDir) {
  const file = path.join(dataDir, 'master-key');
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').trim();
  if (fs.existsSync(path.join(dataDir, 'pg'))) {
    throw new Error(
      `HUB_MASTER_KEY is unset and ${file} is missing, but there is a database already: its credentials can only ` +
        'be read with the key they were written with. Put the file back or set HUB_MASTER_KEY.',
    );
  }
  return keep(file, randomBytes(32).toString('base64'));
}

/**
 * @typedef {object} AdminKey
 * @property {string | undefined} key for the hub to add, if there is one to add
 * @property {string} shown what to tell the person
 * @property {() => void} told to be called when the hub has taken the key and the person is told
 */

/**
 * The hub keeps keys only as hashes, so a made key is printed at the first start and never again. With the
 * sandbox on, the demo needs a key at every start: then it is also kept in a file, which no start without the
 * sandbox makes.
 *
 * @param {{ dataDir: string, given: string | undefined, sandbox: boolean }} options
 * @returns {AdminKey}
 */
export function chooseAdminKey({ dataDir, given, sandbox }) {
  const told = path.join(dataDir, 'admin-key-told');
  const demoFile = path.join(dataDir, 'demo-admin-key');
  const asBefore = 'as printed at the first start; set HUB_ADMIN_KEY to add another';
  if (given) return { key: given, shown: 'as set in HUB_ADMIN_KEY', told: () => {} };
  if (sandbox && fs.existsSync(demoFile)) {
    const key = fs.readFileSync(demoFile, 'utf8').trim();
    return { key, shown: `${asBefore} (the demo keeps it in ${demoFile})`, told: () => {} };
  }
  if (!sandbox && fs.existsSync(told)) return { key: undefined, shown: asBefore, told: () => {} };
  const key = `sp_${randomBytes(32).toString('base64url')}`;
  const keepAsTold = () => {
    keep(told, new Date().toISOString());
    if (sandbox) keep(demoFile, key);
  };
  return { key, shown: `${key}  (shown this once)`, told: keepAsTold };
}

function keep(file, text) {
  fs.writeFileSync(file, `${text}\n`, { mode: 0o600 });
  return text;
}
