import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { inProject } from './project.mjs';
import { checkLicences } from './supply/licences.mjs';
import { checkSchemaDrift } from './schema-drift.mjs';

/** @type {[string, () => Promise<boolean>][]} */
const CHECKS = [
  ['build', build], // types and dead code are judged with the generated Prisma client in place
  ['types', tool('typescript/bin/tsc', '--noEmit')],
  ['types of the console', tool('typescript/bin/tsc', '--noEmit', '-p', 'apps/console')],
  ['lint', tool('eslint/bin/eslint.js', '.')],
  ['format', tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')],
  [
    'import rules',
    tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'libs',
      'test',
    ),
  ],
  ['dead code', tool('knip/bin/knip.js')],
  ['licences', checkLicences],
  ['schema drift', checkSchemaDrift],
];

/** @returns {Promise<number>} the exit code: 1 when any check failed */
export async function runChecks() {
  const failed = [];
  for (const [name, check] of CHECKS) {
    console.log(`\n── ${name}`);
    const since = performance.now();
    const passed = await check();
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    console.log(`── ${name}: ${passed ? 'ok' : 'FAILED'} (${seconds} s)`);
    if (!passed) failed.push(name);
  }
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

async function build() {
  try {
    ensureBuilt();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

/** A development tool by its own file, so that neither PATH nor npx has a say in which one runs. */
function tool(file, ...args) {
  const command = [inProject('node_modules', file), ...args];
  return async () =>
    spawnSync(process.execPath, command, { cwd: inProject(), stdio: 'inherit' }).status === 0;
}
