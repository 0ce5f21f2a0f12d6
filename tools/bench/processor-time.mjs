import fs from 'node:fs';

/** The same on every Linux that Node runs on. */
const MS_A_TICK = 10;

/**
 * What a process has taken of the processor so far, all its threads, ms. Linux only.
 *
 * @param {number} pid
 */
export const cpuMs = (pid) => timesOf(pid).own;

/**
 * What a database server has taken so far, with all its sessions and workers, also those that have ended, ms.
 *
 * @param {number} postmaster
 * @param {number[]} [leftOut] sessions that are not to be counted; they must not have ended
 */
export function serverCpuMs(postmaster, leftOut = []) {
  for (;;) {
    const { own, ended } = timesOf(postmaster);
    const living = pids().filter((pid) => !leftOut.includes(pid));
    const sum = living.reduce((ms, pid) => ms + childMs(pid, postmaster), own + ended);
    // Else one has ended meanwhile and may be counted twice, or not at all.
    if (timesOf(postmaster).ended === ended) return sum;
  }
}

const pids = () => fs.readdirSync('/proc').filter(isPid).map(Number);
const isPid = (name) => /^\d+$/.test(name);

function childMs(pid, parent) {
  try {
    const times = timesOf(pid);
    return times.parent === parent ? times.own : 0;
  } catch {
    return 0; // it has ended
  }
}

/** After the program's name, which is in brackets: state, parent, …, and from the 12th on the times, in ticks. */
function timesOf(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ms = (at) => (Number(fields[at]) + Number(fields[at + 1])) * MS_A_TICK;
  return { parent: Number(fields[1]), own: ms(11), ended: ms(13) };
}
