import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from '../processes/ending.mjs';
import { startMark } from '../processes/identity.mjs';

const SETTLE_MS = 100;
const LET_IT_FINISH = [
  { signal: 'SIGTERM', waitMs: 15_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * One start at a time works on a data directory: `launcher.json` there names its process and its children's.
 * The file of a start that was killed is known by its process being gone; programs that outlived it are ended
 * first (a database that did is found, and stopped in its own way, by the start of the next one).
 *
 * @param {string} dataDir
 * @param {(line: string) => void} say
 * @returns {Promise<{ note: (name: string, pid: number) => void, release: () => Promise<void> }>}
 * @throws {Error} that names the running process
 */
export async function lockDataDir(dataDir, say) {
  const file = path.join(dataDir, 'launcher.json');
  const own = { ...identify(process.pid), children: {} };
  const before = readLock(file);
  if (before && lives(before)) throw alreadyRunning(dataDir, before);
  await take(file, own, before, dataDir);
  for (const [name, child] of Object.entries(before?.children ?? {})) {
    if (name !== 'database') await endOrphan(name, child, say);
  }
  const note = (name, pid) => {
    own.children[name] = identify(pid);
    try {
      replace(file, own);
    } catch {
      // On a full disk. Only the next start misses it, and children notice the death of this one by themselves.
    }
  };
  return { note, release: async () => fs.rmSync(file, { force: true }) };
}

const identify = (pid) => ({ pid, mark: startMark(pid) });
const lives = ({ pid, mark }) => mark !== undefined && startMark(pid) === mark;

const alreadyRunning = (dataDir, { pid }) =>
  new Error(
    `Suanpan is already running on ${dataDir} (process ${pid}). Stop that one first, or give this one a data ` +
      'directory and a port of its own with HUB_DATA_DIR and PORT.',
  );

/** Of two that find the same dead lock at once, the later writer wins and the earlier one sees it. */
async function take(file, own, before, dataDir) {
  try {
    if (before) replace(file, own);
    else fs.writeFileSync(file, JSON.stringify(own), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (before) await sleep(SETTLE_MS);
  const holder = readLock(file);
  if (holder?.pid !== own.pid) throw alreadyRunning(dataDir, holder ?? { pid: 'just starting' });
}

async function endOrphan(name, child, say) {
  if (!lives(child)) return;
  say(`Waiting for the ${name} of an earlier start to end (process ${child.pid}) …`);
  if (!(await endProcess(child.pid, LET_IT_FINISH))) throw new Error(`Process ${child.pid} cannot be ended.`);
}

function replace(file, content) {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, JSON.stringify(content), { mode: 0o600 });
  fs.renameSync(unfinished, file);
}

function readLock(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined; // none, or half written by a start that was killed in that instant
  }
}
