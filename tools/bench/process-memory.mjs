import fs from 'node:fs';

/**
 * Linux only.
 *
 * @param {number | 'self'} pid
 * @returns {number | undefined} the largest resident size so far, or since it was forgotten; MB
 */
export const peakMemoryMb = (pid) => statusMb(pid, 'VmHWM');

/** @param {number | 'self'} pid */
export const memoryMb = (pid) => statusMb(pid, 'VmRSS');

/**
 * Lets the peak begin anew at the present size.
 *
 * @param {number | 'self'} pid
 * @returns {boolean} whether the system allowed it
 */
export function forgetPeakMemory(pid) {
  try {
    fs.writeFileSync(`/proc/${pid}/clear_refs`, '5');
    return true;
  } catch {
    return false;
  }
}

function statusMb(pid, name) {
  try {
    const found = new RegExp(`${name}:\\s+(\\d+) kB`).exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? undefined : Number(found[1]) / 1024;
  } catch {
    return undefined;
  }
}
