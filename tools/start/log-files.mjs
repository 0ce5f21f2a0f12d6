import fs from 'node:fs';
import path from 'node:path';

const LARGEST_BYTES = 32 * 1024 * 1024;
const LOOK_EVERY_MS = 60_000;
const TAIL_LINES = 20;

/**
 * Children write their logs themselves, to files: in the terminal they would bury the admin key, and passed
 * through us they would break when we are killed. A file that has grown large is copied to `<name>.1` and
 * emptied; its writers append, and so go on at its new end.
 *
 * @param {string} folder
 * @returns {() => Promise<void>} stops watching
 */
export function limitLogs(folder) {
  const look = () => {
    for (const name of fs.readdirSync(folder)) if (name.endsWith('.log')) shorten(path.join(folder, name));
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return async () => clearInterval(timer);
}

function shorten(file) {
  if (fs.statSync(file).size < LARGEST_BYTES) return;
  fs.copyFileSync(file, `${file}.1`);
  fs.truncateSync(file);
}

/** @returns {number} where the next line will begin */
export const logEnd = (file) => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** @returns {string} what was logged from there on */
export const logSince = (file, from) => fs.readFileSync(file).subarray(from).toString('utf8');

/** @returns {string} the last lines logged from there on */
export const logTail = (file, from) =>
  logSince(file, from).trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
