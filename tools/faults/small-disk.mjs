import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const CHUNK = Buffer.alloc(64 * 1024);
const FULL = 'ENOSPC';

/** Whether a disk of our own can be mounted here: it takes root, and a kernel that lets root. */
export const canMount = () => process.platform === 'linux' && process.getuid() === 0 && triesToMount();

function triesToMount() {
  const folder = fs.mkdtempSync('/tmp/suanpan-mount-');
  try {
    mountSmallDisk(folder, 1).unmount();
    return true;
  } catch {
    return false;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A small disk in memory, mounted on a folder, that can be filled to the last byte and freed again.
 *
 * @param {string} folder must exist
 * @param {number} megabytes
 */
export function mountSmallDisk(folder, megabytes) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'suanpan-small-disk', folder]);
  const filler = path.join(folder, 'filler');
  return {
    /** Until not a byte is free. What is freed meanwhile by others stays free. */
    fill() {
      const file = fs.openSync(filler, 'a');
      try {
        for (;;) fs.writeSync(file, CHUNK);
      } catch (error) {
        if (error.code !== FULL) throw error;
      } finally {
        fs.closeSync(file);
      }
    },
    free: () => fs.rmSync(filler, { force: true }),
    unmount: () => execFileSync('umount', ['--lazy', folder]),
  };
}
