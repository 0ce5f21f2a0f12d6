import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The last bytes one by one. */
const CHUNKS = [1 << 20, 1 << 12, 1];
/** What a system command complains of is part of what is thrown. */
const QUIETLY = { stdio: ['ignore', 'ignore', 'pipe'] };
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
  execFileSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'suanpan-small-disk', folder],
    QUIETLY,
  );
  const filler = path.join(folder, 'filler');
  return {
    /** Until not a byte is free. What is freed meanwhile by others stays free. */
    fill() {
      const file = fs.openSync(filler, 'a');
      try {
        for (const bytes of CHUNKS) writeUntilFull(file, Buffer.alloc(bytes));
      } finally {
        fs.closeSync(file);
      }
    },
    free: () => fs.rmSync(filler, { force: true }),
    unmount: () => execFileSync('umount', ['--lazy', folder], QUIETLY),
  };
}

function writeUntilFull(file, chunk) {
  try {
    for (;;) fs.writeSync(file, chunk);
  } catch (error) {
    if (error.code !== FULL) throw error;
  }
}
