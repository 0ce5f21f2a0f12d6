import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startChild } from '../processes/child.mjs';
import { keepRunning } from './keep-running.mjs';

const STOP = [
  { signal: 'SIGTERM', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

let sleepers;
beforeEach(() => (sleepers = []));
afterEach(async () => {
  for (const { end } of sleepers) await end([{ signal: 'SIGKILL', waitMs: 5_000 }]);
});

/** A program that says that it runs and then waits. */
async function startSleeper() {
  const sleeper = await startChild(
    process.execPath,
    ['-e', "console.log('up'); setInterval(() => {}, 1000)"],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  sleepers.push(sleeper);
  await once(sleeper.child.stdout, 'data');
  return { pid: sleeper.pid, ended: sleeper.ended, stop: (hurry) => sleeper.end(STOP, hurry) };
}

/** @returns what is said, and a way to wait for a line */
function listener() {
  const lines = [];
  const waiting = new Set();
  const say = (line) => {
    lines.push(line);
    for (const look of waiting) look();
  };
  const until = (text) =>
    new Promise((resolve) => {
      const look = () => lines.some((line) => line.includes(text)) && (waiting.delete(look), resolve());
      waiting.add(look);
      look();
    });
  return { lines, say, until };
}

const giveUp = new AbortController().signal;

describe('keepRunning', () => {
  it('starts again what was killed', async () => {
    const { lines, say, until } = listener();
    const kept = await keepRunning('sleeper', startSleeper, { say, giveUp });
    const first = await kept.whenUp();
    process.kill(first.pid, 'SIGKILL');
    await until('is back');
    expect((await kept.whenUp()).pid).not.toBe(first.pid);
    expect(lines[0]).toBe('The sleeper ended (killed by SIGKILL); it is started again.');
    await kept.stop();
  });

  it('tries again when a restart fails', async () => {
    const { lines, say, until } = listener();
    let failures = 2;
    const start = async () => {
      if (starts++ > 0 && failures-- > 0) throw new Error('not yet');
      return startSleeper();
    };
    let starts = 0;
    const kept = await keepRunning('sleeper', start, { say, giveUp });
    process.kill((await kept.whenUp()).pid, 'SIGKILL');
    await until('is back');
    expect(lines.filter((line) => line === 'The sleeper did not start: not yet')).toHaveLength(2);
    await kept.stop();
  });

  it('does not hurry to start again what can do nothing before a person has', async () => {
    const { lines, say, until } = listener();
    let starts = 0;
    const start = async () => {
      starts += 1;
      const ended = Promise.resolve('exit code 78');
      return { pid: 1, ended, stop: async () => {} };
    };
    const kept = await keepRunning('hub', start, { say, giveUp });
    await until('ended');
    expect(lines).toEqual([
      'The hub ended (exit code 78); it is started again in 60 s, and until it can work.',
    ]);
    await kept.stop();
    expect(starts).toBe(1);
  });

  it('fails when the first start fails', async () => {
    const start = async () => {
      throw new Error('port taken');
    };
    const kept = keepRunning('sleeper', start, { say: () => {}, giveUp });
    await expect(kept).rejects.toThrow('The sleeper did not start: port taken');
  });

  it('does not start again what it stops', async () => {
    const { lines, say } = listener();
    const kept = await keepRunning('sleeper', startSleeper, { say, giveUp });
    const { ended } = await kept.whenUp();
    await kept.stop();
    expect(await ended).toBe('killed by SIGTERM');
    expect(lines).toEqual([]);
  });

  it('gives up a restart that is under way when it is stopped', async () => {
    const { say, until } = listener();
    let starts = 0;
    const start = async () => {
      if (starts++ > 0) throw new Error('never');
      return startSleeper();
    };
    const kept = await keepRunning('sleeper', start, { say, giveUp });
    process.kill((await kept.whenUp()).pid, 'SIGKILL');
    await until('never');
    await expect(kept.stop()).resolves.toBeUndefined();
  });
});
