import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startMark } from '../processes/identity.mjs';
import { sweepLeftovers } from './throwaway.mjs';
import { quickFolder, throwawayFolders } from './throwaway-place.mjs';

const NOTHING_NAMED = { room: 1, env: {} };
const hasMemory = process.platform === 'linux' && fs.existsSync('/dev/shm');

describe('the folder of a throwaway server', () => {
  (hasMemory ? it : it.skip)('is memory where there is room', () => {
    expect(quickFolder(NOTHING_NAMED)).toBe('/dev/shm');
    expect(throwawayFolders()).toContain('/dev/shm');
  });

  it('is the temporary folder where memory has no room', () => {
    expect(quickFolder({ ...NOTHING_NAMED, room: Infinity })).toBe(os.tmpdir());
  });

  it.each(['TMPDIR', 'TMP', 'TEMP'])('is the one that %s names', (name) => {
    expect(quickFolder({ room: 1, env: { [name]: '/elsewhere' } })).toBe(os.tmpdir());
  });
});

describe('what a run that was killed has left', () => {
  /** As a run leaves it before its server's cluster is made. */
  function dataDirOf(owner, folder) {
    const dataDir = fs.mkdtempSync(path.join(folder, 'suanpan-throwaway-'));
    fs.writeFileSync(path.join(dataDir, 'owner.json'), JSON.stringify(owner));
    return dataDir;
  }
  const running = { pid: process.pid, mark: startMark(process.pid) };

  it('is deleted wherever throwaway servers may lie, and what is in use is not', async () => {
    const left = throwawayFolders().map((folder) => dataDirOf({ ...running, mark: 'of before' }, folder));
    const used = throwawayFolders().map((folder) => dataDirOf(running, folder));
    await sweepLeftovers();
    expect([...left, ...used].filter((dataDir) => fs.existsSync(dataDir))).toEqual(used);
    for (const dataDir of used) fs.rmSync(dataDir, { recursive: true });
  });
});
