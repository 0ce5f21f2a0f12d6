// The console, bundled into dist/apps/console, with each file beside itself compressed, as the hub sends it.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { filesIn, fingerprint, readStamp } from '../fingerprint.mjs';
import { firstLoadBytes, MOST_FIRST_LOAD_BYTES } from './first-load.mjs';

const SOURCES = ['apps/console', 'libs/admin-contract/src'];
const OUTPUT = 'dist/apps/console';
const STAMP = 'dist/.console-hash';
const COMPRESSED = /\.(js|css|html|svg|json)$/;

/**
 * Does nothing when nothing has changed since it was last done.
 *
 * @param {string} root
 * @param {(args: string[], title: string) => void} run throws when the step fails
 * @throws {Error} when that fails, or when the first load is too large
 */
export function ensureConsole(root, run) {
  const sources = SOURCES.flatMap((folder) => filesIn(root, folder, (file) => !/\.spec\.tsx?$/.test(file)));
  const wanted = fingerprint(root, [...sources, 'package-lock.json']);
  const stamp = path.join(root, STAMP);
  if (readStamp(stamp) === wanted && fs.existsSync(path.join(root, OUTPUT, 'index.html'))) return;
  fs.rmSync(stamp, { force: true });
  run(['node_modules/vite/bin/vite.js', 'build', 'apps/console'], 'Bundling the console …');
  compress(path.join(root, OUTPUT));
  assertSmall(path.join(root, OUTPUT));
  fs.writeFileSync(stamp, wanted);
}

function compress(folder) {
  for (const file of filesIn(folder, '.', (name) => COMPRESSED.test(name))) {
    const full = path.join(folder, file);
    fs.writeFileSync(`${full}.gz`, zlib.gzipSync(fs.readFileSync(full), { level: 9 }));
  }
}

function assertSmall(folder) {
  const bytes = firstLoadBytes(folder);
  const words = `${kilobytes(bytes)} KB compressed (at most ${kilobytes(MOST_FIRST_LOAD_BYTES)})`;
  console.log(`The console's first load: ${words}`);
  if (bytes > MOST_FIRST_LOAD_BYTES) throw new Error(`The console's first load is too large: ${words}.`);
}

const kilobytes = (bytes) => (bytes / 1_024).toFixed(1);
