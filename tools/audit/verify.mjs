import fs from 'node:fs';
import path from 'node:path';
import { faultText } from '../../dist/libs/audit/src/chain/chain-check.js';
import { headIn, headText } from '../../dist/libs/audit/src/chain/chain-text.js';
import { verifyChain } from '../../dist/libs/audit/src/chain/verifying.js';
import { Database } from '../../dist/libs/database/src/database.js';
import { connectionUrl, readLogin } from '../embedded-postgres/login.mjs';
import { inProject } from '../project.mjs';

const HEAD = '--head=';

/**
 * @param {readonly string[]} options
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<0 | 1 | 2>} the exit code
 */
export async function verifyAudit(options, env) {
  try {
    const expected = expectedHead(options);
    const { head, seals, start, faults } = await verified(databaseUrl(env), expected);
    if (expected !== undefined && expected.seq < start.seq)
      throw new Error(
        `the head ${headText(expected)} is of before ${headText(start)}, with which what is kept begins: give a later one`,
      );
    for (const fault of faults) console.error(`Broken: ${faultText(fault)}.`);
    console.log(`${seals} seals after ${headText(start)}. Head: ${headText(head)}`);
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`The audit could not be verified: ${error.message || error.code}`);
    return 2;
  }
}

async function verified(url, expected) {
  const database = new Database({ url, max: 1, name: 'suanpan-audit-verify' }, () => undefined);
  try {
    return await verifyChain(database, expected);
  } finally {
    await database.close();
  }
}

function expectedHead(options) {
  const unknown = options.find((option) => !option.startsWith(HEAD));
  if (unknown !== undefined) throw new Error(`${unknown} is no option: give ${HEAD}<seq>:<hash>, or none`);
  const given = options.at(-1)?.slice(HEAD.length);
  if (given === undefined) return undefined;
  const head = headIn(given);
  if (head === undefined)
    throw new Error(`${HEAD} takes what was printed as the head, such as 41:ab…, not ${given}`);
  return head;
}

function databaseUrl(env) {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  const dataDir = path.resolve(env.HUB_DATA_DIR || inProject('.data'));
  const login = fs.existsSync(dataDir) ? readLogin(dataDir) : {};
  if (login.port === undefined)
    throw new Error('no database runs here: start the hub (npm start), or set DATABASE_URL');
  return connectionUrl(login);
}
