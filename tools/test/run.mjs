import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChild } from '../processes/child.mjs';
import { inProject } from '../project.mjs';
import { namesNoSpec, splitArguments } from './arguments.mjs';
import { openNeeds } from './needs.mjs';
import { BROWSER_IN_FULL } from './spec-kinds.mjs';

const QUICK_EXIT = pathToFileURL(inProject('tools', 'test', 'quick-exit.mjs')).href;
/** Workers are given the same. */
const NODE = ['--experimental-vm-modules', '--no-warnings', '--import', QUICK_EXIT];
const JEST = inProject('node_modules', 'jest', 'bin', 'jest.js');
const STOP_JEST = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * Runs Jest, and makes what its specs ask for: a whole run, which will ask, finds it made.
 *
 * @param {string[]} givenArguments Jest's, and `--inspect…`, which is Node's
 * @returns {Promise<number>} Jest's exit code
 */
export async function runTests(givenArguments) {
  const needs = await openNeeds();
  try {
    const isWhole = namesNoSpec(givenArguments);
    if (isWhole) await needs.makeAll();
    return await runJest(splitArguments(isWhole ? whole(givenArguments) : givenArguments), needs.url);
  } finally {
    await needs.close();
  }
}

/** A whole run leaves out what takes minutes more, and says so. */
function whole(givenArguments) {
  console.log(`${BROWSER_IN_FULL.length} specs of the console are left to \`npm run test:browser\`.`);
  return [...givenArguments, `--testPathIgnorePatterns=${BROWSER_IN_FULL.join('|')}`];
}

async function runJest({ forNode, forJest }, needsUrl) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-jest-'));
  const totals = path.join(folder, 'totals.json');
  const args = [...NODE, ...forNode, JEST, ...forJest];
  const env = { ...process.env, TEST_NEEDS_URL: needsUrl, TEST_TOTALS_FILE: totals };
  try {
    const jest = await startChild(process.execPath, args, {
      cwd: inProject(),
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => void jest.end(STOP_JEST));
    await jest.ended;
    return closed(totals, jest.child.exitCode ?? 1);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Prints the last line. Files that could not run at all count as failed too: none of their tests is in the
 * total. `--listTests` and its like run nothing, and end well.
 */
function closed(totals, exitCode) {
  if (fs.existsSync(totals)) {
    const { passed, failed } = JSON.parse(fs.readFileSync(totals, 'utf8'));
    console.log(`${passed} passed, ${failed} failed`);
  } else if (exitCode !== 0) {
    throw new Error('Jest ended without results.');
  }
  return exitCode;
}
