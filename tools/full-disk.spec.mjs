import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { orderDocument } from './chaos/order-document.mjs';
import { hubRest } from './demo/rest.mjs';
import { connectionUrl, readLogin } from './embedded-postgres/login.mjs';
import { freePort } from './embedded-postgres/port.mjs';
import { canMount, mountSmallDisk } from './faults/small-disk.mjs';
import { inProject } from './project.mjs';

const ADMIN_KEY = 'the-admin-key-of-the-full-disk-0123456789';
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
/** A fresh database takes about 70 MB. */
const MEGABYTES = 192;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-full-'));
const isThere = canMount();
if (!isThere) {
  fs.rmdirSync(folder);
  console.warn('SKIPPED: what a full disk does. Only root may make a small disk (tmpfs) to fill.');
}

const dataDir = path.join(folder, 'data');
const acknowledged = [];
let disk;
let port;
let launcher;
let output = '';
let address;
let from;

const url = (where) => `http://127.0.0.1:${port}${where}`;
const rest = () => hubRest(url(''), ADMIN_KEY);

async function until(wanted) {
  for (;;) {
    if (launcher.exitCode !== null) throw new Error(`the launcher ended:\n${output}`);
    const found = await wanted();
    if (found) return found;
  }
}

async function untilPrinted(text) {
  while (!output.includes(text)) await Promise.race([once(launcher, 'printed'), once(launcher, 'exit')]);
}

const ask = async (where) => {
  const answer = await fetch(url(where));
  return { status: answer.status, text: await answer.text() };
};
const untilReady = () => until(async () => (await ask('/health/ready')).status === 200);
const untilNotReady = () =>
  until(async () => {
    const { status, text } = await ask('/health/ready');
    return status === 503 && text;
  });

/** The next order, with enough in it to need room of its own. */
async function deliver() {
  const orderNo = `F-${acknowledged.length}-${randomBytes(4).toString('hex')}`;
  const order = JSON.parse(orderDocument({ index: acknowledged.length, orderNo, from }));
  const body = JSON.stringify({
    ...order,
    customer: { name: 'A', phone: '13912345678', address: randomBytes(100).toString('hex') },
  });
  const now = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': orderNo,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(SECRET).sign(orderNo, now, body),
  };
  const answer = await fetch(url(address), { method: 'POST', headers, body });
  await answer.arrayBuffer();
  if (answer.status === 200) acknowledged.push(orderNo);
  return answer;
}

/** Nothing that was acknowledged is lost, and all of it is worked off. */
const untilAllDone = () =>
  until(async () => {
    const { items } = await rest().get('deliveries?limit=200&state=done');
    const done = new Set(items.map(({ key }) => key));
    return acknowledged.every((key) => done.has(key));
  });

/** Ends with the work, or with the server. */
async function atDatabase(work) {
  const client = new pg.Client({ connectionString: connectionUrl(readLogin(dataDir)) });
  client.on('error', () => {});
  await client.connect();
  try {
    await work((text) => client.query(text));
  } finally {
    await client.end().catch(() => {});
  }
}

/** Files of the server's own log that are ready for use: what fails then is a table that wants to grow. */
const makeWalReady = () =>
  atDatabase(async (query) => {
    for (let files = 0; files < 3; files += 1) {
      await query(`SELECT pg_logical_emit_message(true, 'ready', 'x')`);
      await query('SELECT pg_switch_wal()');
    }
    await query('CHECKPOINT');
  });

/** Writes to the server's own log alone, until it has no room left and the server gives up. */
const fillWal = () =>
  expect(
    atDatabase(async (query) => {
      for (;;) await query(`SELECT pg_logical_emit_message(false, 'full', repeat('x', 1000000))`);
    }),
  ).rejects.toThrow();

(isThere ? describe : describe.skip)('a full disk', () => {
  beforeAll(async () => {
    disk = mountSmallDisk(folder, MEGABYTES);
    port = await freePort();
    const env = { ...process.env };
    for (const name of ['DATABASE_URL', 'HUB_MASTER_KEY']) delete env[name];
    launcher = spawn(process.execPath, [inProject('tools', 'start.mjs')], {
      env: {
        ...env,
        HUB_DATA_DIR: dataDir,
        PORT: String(port),
        HUB_SANDBOX: 'off',
        HUB_ADMIN_KEY: ADMIN_KEY,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [launcher.stdout, launcher.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        launcher.emit('printed');
      });
    await untilPrinted('Ctrl-C');
    from = new Date(Date.now() - 3_600_000);
    const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
    address = new URL((await rest().post('accounts', shop)).webhookUrl).pathname;
  });

  afterAll(async () => {
    launcher.kill('SIGTERM');
    if (launcher.exitCode === null) await once(launcher, 'exit');
    disk.unmount();
    fs.rmdirSync(folder);
  });

  it('is told to senders and at ready; all goes on by itself once there is room', async () => {
    expect((await deliver()).status).toBe(200);
    await makeWalReady();
    disk.fill();
    const refused = await until(async () => {
      const answer = await deliver();
      return answer.status !== 200 && answer;
    });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await untilNotReady()).toContain('No delivery can be acknowledged: the database’s disk is full');
    expect((await ask('/health/live')).status).toBe(200);
    disk.free();
    await untilReady();
    expect((await deliver()).status).toBe(200);
    await untilAllDone();
  });

  it('that has no room for the server’s own log ends the database, which comes back by itself', async () => {
    disk.fill();
    await fillWal();
    await untilNotReady();
    expect((await ask('/health/live')).status).toBe(200);
    await untilPrinted('The database ended');
    disk.free();
    await untilPrinted('The database is back');
    await untilReady();
    expect((await deliver()).status).toBe(200);
    await untilAllDone();
  });
});
