import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectionUrl, readLogin } from '../embedded-postgres/login.mjs';
import { inProject, ROOT } from '../project.mjs';

/**
 * @param {Record<string, string | undefined>} given the environment of a hub
 * @returns {Promise<readonly string[]>} what was done and what is next
 * @throws {Error} with words for who rotates
 */
export async function rotate(given) {
  const { readEnv } = await built('apps/hub/src/config/env.js');
  const { rotateKeys } = await built('apps/hub/src/keys/key-rotation.js');
  const env = readEnv(withEmbedded(given));
  if (env.masterKeys === undefined)
    throw new Error(`HUB_MASTER_KEY is unset, and there is no master-key in ${env.dataDir}.`);
  return rotateKeys({ databaseUrl: env.databaseUrl, masterKeys: env.masterKeys });
}

/** The embedded database as `npm start` runs it, and the key that it keeps, where the environment names none. */
function withEmbedded(given) {
  if (given.DATABASE_URL) return given;
  const dataDir = path.resolve(ROOT, given.HUB_DATA_DIR || '.data');
  const login = readLogin(dataDir);
  if (login.port === undefined)
    throw new Error(`DATABASE_URL is unset, and no database was ever started in ${dataDir}.`);
  const kept = path.join(dataDir, 'master-key');
  const key =
    given.HUB_MASTER_KEY || (fs.existsSync(kept) ? fs.readFileSync(kept, 'utf8').trim() : undefined);
  return { ...given, DATABASE_URL: connectionUrl(login), HUB_EMBEDDED: 'on', HUB_MASTER_KEY: key };
}

const built = (file) => {
  const full = inProject('dist', file);
  if (!fs.existsSync(full)) throw new Error('Nothing is built: run `npm run build` first.');
  return import(pathToFileURL(full).href);
};
