import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { startThrowawayPostgres } from './embedded-postgres/throwaway.mjs';
import { deployMigrations } from './migrate.mjs';
import { startChild } from './processes/child.mjs';
import { inProject } from './project.mjs';

const TEMPLATE = 'suanpan_template';
const JEST = [
  '--experimental-vm-modules',
  '--no-warnings',
  inProject('node_modules', 'jest', 'bin', 'jest.js'),
];
const STOP_JEST = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * Test files clone the migrated template (test/support/database.ts), so that each has a database of its own
 * at the price of a file copy.
 *
 * @param {string[]} jestArguments
 * @returns {Promise<number>} jest's exit code
 */
export async function runTests(jestArguments) {
  const postgres = await startThrowawayPostgres();
  try {
    await makeTemplate(postgres);
    const env = { ...process.env, TEST_DATABASE_URL: postgres.urlOf('postgres'), TEST_TEMPLATE: TEMPLATE };
    return await runJest(jestArguments, env);
  } finally {
    await postgres.stop();
  }
}

async function makeTemplate({ urlOf }) {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await deployMigrations(urlOf(TEMPLATE));
  await runMigrations({ connectionString: urlOf(TEMPLATE) });
  // A template that somebody is connected to cannot be cloned; so nobody can connect to it any more.
  await client.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
  await client.end();
}

async function runJest(jestArguments, env) {
  const results = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-jest-')), 'results.json');
  const args = [...JEST, '--json', `--outputFile=${results}`, ...jestArguments];
  const jest = await startChild(process.execPath, args, {
    cwd: inProject(),
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => void jest.end(STOP_JEST));
  await jest.ended;
  try {
    console.log(closingLine(results));
  } finally {
    fs.rmSync(path.dirname(results), { recursive: true, force: true });
  }
  return jest.child.exitCode ?? 1;
}

/** Files that could not run at all count as failed too: none of their tests is in the total. */
function closingLine(results) {
  if (!fs.existsSync(results)) throw new Error('Jest ended without results.');
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    fs.readFileSync(results, 'utf8'),
  );
  return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
}
