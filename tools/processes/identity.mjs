import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const HAS_PROC = fs.existsSync('/proc/self/stat');

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM'; // it is there, and another user's
  }
  return !isZombie(pid);
}

/**
 * A process id comes round again, after a restart of the machine or in a small container soon; together with
 * the moment its process started it does not.
 *
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
export function startMark(pid) {
  if (!isAlive(pid)) return undefined;
  if (!HAS_PROC) return ps('lstart=', pid);
  const bootId = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const startTicks = statFields(pid)[19];
  return `${bootId}/${startTicks}`;
}

/** @returns {string} the command with its arguments; empty when it cannot be read */
export function commandLine(pid) {
  if (!HAS_PROC) return ps('command=', pid) ?? '';
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

const isZombie = (pid) => HAS_PROC && statFields(pid)[0] === 'Z';

/** The fields of proc(5) `stat` from the third on: the second, the name, may itself contain blanks. */
function statFields(pid) {
  const stat = readProc(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(pid, file) {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function ps(column, pid) {
  const { stdout } = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}
