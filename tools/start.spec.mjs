import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from './embedded-postgres/port.mjs';
import { removeDataDir } from './embedded-postgres/placement.mjs';
import { isGone } from './processes/ending.mjs';
import { isAlive } from './processes/identity.mjs';
import { inProject } from './project.mjs';
import { untilReady } from './start/node-program.mjs';
import { askHealth } from './start/programs.mjs';

let dataDir;
let port;
let launcher;

/** `npm start` on a data directory of its own, with what it prints. */
function start(extra = {}) {
  const env = { ...process.env };
  for (const name of ['DATABASE_URL', 'HUB_ADMIN_KEY', 'HUB_MASTER_KEY']) delete env[name];
  const child = spawn(process.execPath, [inProject('tools', 'start.mjs')], {
    env: { ...env, HUB_DATA_DIR: dataDir, PORT: String(port), HUB_SANDBOX: 'off', ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = { child, output: '', exit: once(child, 'exit') };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      started.output += text;
      child.emit('printed');
    });
  }
  return started;
}

/** Resolves when the text was printed; fails when the launcher ends without. */
async function untilPrinted(started, text) {
  const ended = started.exit.then(() => {
    throw new Error(`"${text}" was never printed:\n${started.output}`);
  });
  ended.catch(() => {}); // only of interest while we wait
  while (!started.output.includes(text)) await Promise.race([once(started.child, 'printed'), ended]);
}

const untilUp = (started) => untilPrinted(started, 'Ctrl-C');
const children = () => JSON.parse(fs.readFileSync(path.join(dataDir, 'launcher.json'), 'utf8')).children;

/** The hub takes a moment to find the database again; how long is its own affair. */
const untilHealthy = () =>
  untilReady(
    { hasEnded: () => launcher.child.exitCode !== null, ended: launcher.exit },
    () => askHealth(`http://127.0.0.1:${port}/health/ready`),
    new AbortController().signal,
  );

async function startAgain() {
  launcher.child.kill('SIGINT');
  await launcher.exit;
  launcher = start();
  await untilUp(launcher);
}

/** `npm run keys:rotate` for that data directory. */
async function rotate() {
  const env = { ...process.env, HUB_DATA_DIR: dataDir };
  for (const name of ['DATABASE_URL', 'HUB_ADMIN_KEY', 'HUB_MASTER_KEY']) delete env[name];
  const child = spawn(process.execPath, [inProject('tools', 'keys-rotate.mjs')], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('npm start', () => {
  beforeAll(async () => {
    dataDir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-start-')), 'data');
    fs.chmodSync(path.dirname(dataDir), 0o711);
    port = await freePort();
    launcher = start();
    await untilUp(launcher);
  });

  afterAll(async () => {
    launcher.child.kill('SIGTERM'); // a test that failed may have left it running
    await launcher.exit;
    removeDataDir(dataDir);
    fs.rmSync(path.dirname(dataDir), { recursive: true });
  });

  it('brings a ready hub up and says where it is and how to get in', async () => {
    await expect(untilHealthy()).resolves.toBeUndefined();
    expect(launcher.output).toContain(`http://127.0.0.1:${port}`);
    expect(launcher.output).toMatch(/admin key +sp_[\w-]{43} /);
  });

  it('refuses a second start on the same data directory, naming the first', async () => {
    const second = start();
    const [code] = await second.exit;
    expect(code).toBe(1);
    expect(second.output).toContain(`already running on ${dataDir} (process ${launcher.child.pid})`);
  });

  it('refuses a port that is taken, and leaves nothing running', async () => {
    const second = start({ HUB_DATA_DIR: `${dataDir}-2` });
    const [code] = await second.exit;
    expect(code).toBe(1);
    expect(second.output).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(fs.readdirSync(`${dataDir}-2`)).toEqual(['logs']);
  });

  it.each([{ killed: ['hub'] }, { killed: ['database'] }, { killed: ['hub', 'database'] }])(
    'recovers by itself when $killed are killed',
    async ({ killed }) => {
      const before = children();
      launcher.output = '';
      for (const name of killed) process.kill(before[name].pid, 'SIGKILL');
      for (const name of killed) await untilPrinted(launcher, `The ${name} is back`);
      await expect(untilHealthy()).resolves.toBeUndefined();
    },
  );

  it('starts again after the launcher was killed', async () => {
    const before = children();
    launcher.child.kill('SIGKILL');
    await launcher.exit;
    expect(await isGone(before.hub.pid, 200_000)).toBe(true); // it noticed by itself
    launcher = start();
    await untilUp(launcher);
    for (const { pid } of Object.values(before)) expect(isAlive(pid)).toBe(false);
    await expect(untilHealthy()).resolves.toBeUndefined();
    expect(launcher.output).toContain('as printed at the first start');
  });

  it('has its master key replaced by way of the file, and the rotation finds database and key by itself', async () => {
    const file = path.join(dataDir, 'master-key');
    const [old, next] = [fs.readFileSync(file, 'utf8').trim(), Buffer.alloc(32, 9).toString('base64')];
    expect(await rotate()).toEqual({ code: 0, output: expect.stringContaining('has no other key') });
    fs.writeFileSync(file, `2027:${next},${old}\n`);
    expect(await rotate()).toEqual({ code: 1, output: expect.stringContaining('does not know') });
    await startAgain();
    // Hubs that were killed above count as running for half a minute.
    let rotated = await rotate();
    while (rotated.output.includes('does not know')) rotated = await rotate();
    expect(rotated).toEqual({
      code: 0,
      output: expect.stringMatching(/"2027": 3\.\n.*"2027" wraps now: 3\.\nNext: take "0" out/),
    });
    fs.writeFileSync(file, `2027:${next}\n`);
    await startAgain();
    await expect(untilHealthy()).resolves.toBeUndefined();
  });

  it('stops in order at a signal and leaves no process behind', async () => {
    const before = children();
    launcher.child.kill('SIGINT');
    const [code] = await launcher.exit;
    expect(code).toBe(0);
    for (const { pid } of Object.values(before)) expect(isAlive(pid)).toBe(false);
    expect(fs.readFileSync(path.join(dataDir, 'logs', 'postgres.log'), 'utf8')).toMatch(/is shut down\s*$/);
  });
});
