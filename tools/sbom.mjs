// `npm run sbom`: what the hub is made of, as a CycloneDX document on stdout. Of the lock file alone, so that it is the
// same wherever it is asked for; what only development needs is left out.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { inProject, ROOT } from './project.mjs';
import { billOfMaterials } from './supply/bill-of-materials.mjs';

const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
const npm = process.env.npm_execpath; // set when npm runs this script: the same npm, whatever PATH holds
const options = {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  stdio: ['ignore', 'pipe', 'inherit'],
};
const { status, stdout } = npm?.endsWith('.js')
  ? spawnSync(process.execPath, [npm, ...args], options)
  : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
if (status !== 0) {
  console.error(`npm sbom failed (exit code ${status}); it needs npm 9.8 or newer.`);
  process.exit(1);
}
const lock = JSON.parse(fs.readFileSync(inProject('package-lock.json'), 'utf8'));
process.stdout.write(`${JSON.stringify(billOfMaterials(JSON.parse(stdout), lock), null, 2)}\n`);
