import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The newest that run on Node 20. */
const VERSIONS = { 'pg-boss': '10.4.2', 'node-red': '4.1.8' };

/**
 * Has the others' packages in a folder of their own, outside of what this repository depends on.
 *
 * @returns {string} the folder
 */
export function installPeers() {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  const folder = path.join(cache, 'suanpan-peers');
  const missing = Object.entries(VERSIONS).filter(([name, version]) => versionIn(folder, name) !== version);
  if (missing.length === 0) return folder;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  console.log(`Installing ${packages.join(' and ')} into ${folder} …`);
  const options = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options, ...packages], { cwd: folder, stdio: ['ignore', 2, 2] });
  return folder;
}

function versionIn(folder, name) {
  const file = path.join(folder, 'node_modules', name, 'package.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).version : undefined;
}
