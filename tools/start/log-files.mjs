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
    succeeds(() => logsIn(folder).forEach(shorten));
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return async () => clearInterval(timer);
}

const logsIn = (folder) =>
  fs.readdirSync(folder).flatMap((name) => (name.endsWith('.log') ? [path.join(folder, name)] : []));

/** On a full disk there is no room for the copy: then its room, and that of the log, are worth more than the lines. */
function shorten(file) {
  if (logEnd(file) < LARGEST_BYTES) return;
  const copy = `${file}.1`;
  if (!succeeds(() => fs.copyFileSync(file, copy))) succeeds(() => fs.rmSync(copy, { force: true }));
  succeeds(() => fs.truncateSync(file));
}

/** A log is no reason to stop: whoever watches it keeps everything else running. */
function succeeds(act) {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** @returns {number} where the next line will begin */
export const logEnd = (file) => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** @returns {string} what was logged from there on */
export const logSince = (file, from) => fs.readFileSync(file).subarray(from).toString('utf8');

/** @returns {string} the last lines logged from there on */
export const logTail = (file, from) =>
  logSince(file, from).trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
