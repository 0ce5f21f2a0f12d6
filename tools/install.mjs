// Runs before anything is installed: it may import nothing but node: builtins.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];
const STAMP = path.join('node_modules', '.suanpan-lock-hash');

/** Checks Node and brings node_modules to what the lock file says. Ends the process when it cannot. */
export function ensureInstalled(root = ROOT) {
  const tooOld = nodeFault(process.versions.node);
  if (tooOld) fail(tooOld);
  if (installIsCurrent(root)) return;
  console.log('Installing what package-lock.json lists (npm ci) …');
  const exitCode = npmCi(root);
  if (exitCode !== 0) fail(`npm ci failed (exit code ${exitCode}); see above.`);
  writeStamp(root);
}

/**
 * @param {string} version such as '20.19.0'
 * @returns {string | undefined} what to tell the person, or undefined when the version will do
 */
export function nodeFault(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Suanpan needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}. See https://nodejs.org/.`;
}

/**
 * Our own stamp is the quick answer. Without one (a plain `npm ci` or `npm install`) npm's record of what it
 * installed is compared with the lock, entry by entry: file times say nothing after a clone or a checkout.
 */
export function installIsCurrent(root) {
  if (readText(path.join(root, STAMP)) === lockHash(root)) return true;
  if (!matchesLock(root)) return false;
  writeStamp(root);
  return true;
}

function matchesLock(root) {
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([place, want]) => {
    if (place === '') return true; // the project itself
    const have = installed[place];
    if (!have) return want.optional === true; // another platform's binaries
    return have.version === want.version && have.integrity === want.integrity;
  });
}

/** The platform belongs to the hash: a node_modules carried from another system lacks this one's binaries. */
function lockHash(root) {
  const lock = readText(path.join(root, 'package-lock.json')) ?? '';
  return createHash('sha256').update(`${process.platform}-${process.arch}\n${lock}`).digest('hex');
}

function writeStamp(root) {
  fs.writeFileSync(path.join(root, STAMP), lockHash(root));
}

/** Development packages are always wanted: the build needs them, whatever NODE_ENV says. */
function npmCi(root) {
  const options = { cwd: root, stdio: 'inherit' };
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit'];
  const npm = process.env.npm_execpath; // set when npm runs this script: the same npm, whatever PATH holds
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return result.status ?? 1;
}

function readPackages(file) {
  const text = readText(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
