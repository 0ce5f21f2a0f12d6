import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startChild } from '../processes/child.mjs';
import { startMark } from '../processes/identity.mjs';
import { lockDataDir } from './data-dir-lock.mjs';

let dataDir;
let sleepers;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-lock-'));
  sleepers = [];
});
afterEach(async () => {
  for (const { end } of sleepers) await end([{ signal: 'SIGKILL', waitMs: 5_000 }]);
  fs.rmSync(dataDir, { recursive: true });
});

const lockFile = () => path.join(dataDir, 'launcher.json');
const write = (lock) => fs.writeFileSync(lockFile(), JSON.stringify(lock));

async function startSleeper() {
  const sleeper = await startChild(
    process.execPath,
    ['-e', "console.log('up'); setInterval(() => {}, 1000)"],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  sleepers.push(sleeper);
  await once(sleeper.child.stdout, 'data');
  return sleeper;
}

describe('lockDataDir', () => {
  it('refuses a second start, and names the first', async () => {
    const { release } = await lockDataDir(dataDir, () => {});
    await expect(lockDataDir(dataDir, () => {})).rejects.toThrow(
      `already running on ${dataDir} (process ${process.pid})`,
    );
    await release();
    await expect(lockDataDir(dataDir, () => {})).resolves.toBeDefined();
  });

  it('takes over from a start that is gone, though another program now has its number', async () => {
    write({ pid: process.pid, mark: 'another boot/1', children: {} });
    await lockDataDir(dataDir, () => {});
    expect(JSON.parse(fs.readFileSync(lockFile(), 'utf8')).mark).toBe(startMark(process.pid));
  });

  it('ends the programs that outlived a killed start, and leaves the database to its own start', async () => {
    const [hub, database] = [await startSleeper(), await startSleeper()];
    const child = ({ pid }) => ({ pid, mark: startMark(pid) });
    write({ pid: process.pid, mark: 'gone', children: { hub: child(hub), database: child(database) } });
    const said = [];
    await lockDataDir(dataDir, (line) => said.push(line));
    expect(await hub.ended).toBe('killed by SIGTERM');
    expect(database.hasEnded()).toBe(false);
    expect(said).toEqual([`Waiting for the hub of an earlier start to end (process ${hub.pid}) …`]);
  });

  it('leaves alone a program that got the number of a child', async () => {
    const stranger = await startSleeper();
    write({
      pid: process.pid,
      mark: 'gone',
      children: { hub: { pid: stranger.pid, mark: 'another boot/1' } },
    });
    await lockDataDir(dataDir, () => {});
    expect(stranger.hasEnded()).toBe(false);
  });
});
