import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from '../http/hub-fixture.js';

const PASSWORD = 'seven grey kettles sing';

let database: TestDatabase;
let hub: TestHub;
let dataDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url);
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-users-'));
  fs.mkdirSync(path.join(dataDir, 'logs'));
  fs.writeFileSync(path.join(dataDir, 'logs', 'hub.log'), '');
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
  fs.rmSync(dataDir, { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const tool = path.resolve(import.meta.dirname, '../../../tools/users-admin.mjs');
  const env = {
    ...process.env,
    ...{ DATABASE_URL: database.url, HUB_MASTER_KEY: Buffer.alloc(32, 3).toString('base64') },
    ...{ HUB_DATA_DIR: dataDir, HUB_PUBLIC_URL: 'https://hub.example.cn' },
  };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [tool, ...args], { env });
    return { code: 0, out: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, out: stderr };
  }
}

const tokenIn = (out: string): string =>
  /https:\/\/hub\.example\.cn\/set-password#([\w-]{43})/.exec(out)?.[1] ?? '';
const set = (token: string) =>
  hub.send('POST', '/api/v1/passwords', { token, password: PASSWORD }, { 'sec-fetch-site': 'same-origin' });
const signIn = (name: string) =>
  hub.send('POST', '/api/v1/session', { name, password: PASSWORD }, { 'sec-fetch-site': 'same-origin' });

it('makes a user who administers, whoever cannot sign in any more, and says so in the log', async () => {
  const { code, out } = await run('--name=Last Resort');
  expect([code, out]).toEqual([0, expect.stringContaining('The user was made.')]);
  expect((await set(tokenIn(out))).status).toBe(204);
  expect((await signIn('last resort')).status).toBe(204);
  const { items } = (await hub.send('GET', '/api/v1/users')).json;
  expect(items).toMatchObject([{ name: 'Last Resort', role: 'admin', storeIds: null, disabledAt: null }]);
  const [line = ''] = fs.readFileSync(path.join(dataDir, 'logs', 'hub.log'), 'utf8').split('\n');
  expect(JSON.parse(line)).toMatchObject({
    event: 'user',
    outcome: 'administrator_made_on_host',
    userId: items[0].id,
  });
  expect(line).not.toContain(tokenIn(out));
});

it('gives back to one who is there, disabled or of another role; the password of before is over', async () => {
  const made = await hub.send('POST', '/api/v1/users', { name: 'Once a viewer' });
  const token = (made.json.link.path as string).split('#')[1] ?? '';
  await set(token);
  await hub.send('PATCH', `/api/v1/users/${made.json.id as string}`, { disabled: true });
  const { code, out } = await run('--name=ONCE A VIEWER');
  expect([code, out]).toEqual([0, expect.stringContaining('administers now')]);
  expect((await signIn('Once a viewer')).status).toBe(401);
  expect((await set(tokenIn(out))).status).toBe(204);
  expect((await signIn('Once a viewer')).status).toBe(204);
  expect((await hub.send('GET', `/api/v1/users/${made.json.id as string}`)).json).toMatchObject({
    role: 'admin',
    disabledAt: null,
  });
});

it('says what is missing or wrong', async () => {
  expect(await run()).toEqual({ code: 1, out: expect.stringContaining('--name=') });
  expect(await run('--name= ')).toEqual({ code: 1, out: expect.stringContaining('must not be blank') });
});
