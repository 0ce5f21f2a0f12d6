import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { pospalSignature } from '../src/pospal/pospal-signature.js';
import { ORDER, TILL } from './pospal-caller.js';
import { MERCHANT } from './zhimai-caller.js';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));
/** Inside the project, so that packages and "type": "module" are found; dist/ is never committed. */
const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));

let built: string;
let children: ChildProcess[] = [];

/** The sandbox as it stands, compiled to a folder of its own. */
function compile(): string {
  mkdirSync(DIST, { recursive: true });
  const target = mkdtempSync(join(DIST, 'sandbox-test-'));
  for (const entry of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts')) continue;
    const { code } = transformSync(readFileSync(join(SOURCES, entry), 'utf8'), {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    const file = join(target, relative('.', entry).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  return target;
}

beforeAll(() => {
  built = compile();
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});
afterAll(() => rmSync(built, { recursive: true }));

const main = (): string => join(built, 'main.js');
const environment = (more: Record<string, string> = {}) => ({
  SANDBOX_PORT: '0',
  ...more,
});

/** Starts the process and reads the line that says where it listens. */
async function start(
  more: Record<string, string> = {},
): Promise<{ child: ChildProcess; url: string; lines: string[] }> {
  const child = spawn(process.execPath, [main()], {
    env: environment(more),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return listening(child);
}

async function listening(
  child: ChildProcess,
): Promise<{ child: ChildProcess; url: string; lines: string[] }> {
  children.push(child);
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout! });
  output.on('line', (line) => lines.push(line));
  await once(output, 'line');
  const { event, url } = JSON.parse(lines[0]!) as { event: string; url: string };
  expect(event).toBe('sandbox.listening');
  return { child, url, lines };
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

interface Kept {
  readonly count: number;
  readonly items: readonly { readonly orderNo: string; readonly usedToday: number }[];
}

/** Places one order at the demo till and gives its number. */
async function place(url: string): Promise<string> {
  const body = JSON.stringify({ appId: TILL.appId, ...ORDER });
  const answer = await fetch(`${url}/pospal-api2/openapi/v1/orderOpenApi/addOnLineOrder`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'time-stamp': '1704418205000',
      'data-signature': pospalSignature(TILL.appKey, body),
    },
    body,
  });
  return ((await answer.json()) as { data: { orderNo: string } }).data.orderNo;
}

/** A call that the end of the process cut off promised nothing. */
const ignore = (): void => undefined;

const exitOf = (child: ChildProcess): Promise<unknown[]> => once(child, 'exit');

describe('the sandbox as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says one line, and ends well on %s', async (signal) => {
    const { child, url, lines } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const exit = exitOf(child);
    child.kill(signal);
    expect(await exit).toEqual([0, null]);
    expect(lines).toHaveLength(1);
  });

  it('remembers after kill -9', async () => {
    const state = join(built, 'state.jsonl');
    const first = await start({ SANDBOX_STATE: state });
    await post(`${first.url}/control/zhimai/merchants`, MERCHANT);
    await post(`${first.url}/control/zhimai/orders/bulk`, { openId: MERCHANT.openId, count: 300 });
    const exit = exitOf(first.child);
    first.child.kill('SIGKILL');
    await exit;
    const second = await start({ SANDBOX_STATE: state });
    const answer = await fetch(`${second.url}/control/state`);
    expect(await answer.json()).toMatchObject({ zhimai: { merchants: 1, orders: 300 } });
  });

  it('remembers after kill -9 every order that a till answered, and the calls it counted', async () => {
    const state = join(built, 'till.jsonl');
    const first = await start({ SANDBOX_STATE: state });
    await post(`${first.url}/control/pospal/tills`, { ...TILL, looseTypes: false });
    const answered: string[] = [];
    const exit = exitOf(first.child);
    for (let order = 0; order < 50; order += 1) {
      void place(first.url).then((orderNo) => answered.push(orderNo), ignore);
    }
    answered.push(await place(first.url));
    first.child.kill('SIGKILL');
    await exit;
    const acknowledged = [...answered];
    const second = await start({ SANDBOX_STATE: state });
    const kept = (await (await fetch(`${second.url}/control/pospal/orders`)).json()) as Kept;
    expect(kept.items.map(({ orderNo }) => orderNo)).toEqual(expect.arrayContaining(acknowledged));
    const tills = (await (await fetch(`${second.url}/control/pospal/tills`)).json()) as Kept;
    expect(tills.items[0]?.usedToday).toBeGreaterThanOrEqual(kept.count);
  });

  it('ends when its parent is gone', async () => {
    const { child } = await listening(fork(main(), { env: environment(), execArgv: [], silent: true }));
    const exit = exitOf(child);
    child.disconnect();
    expect(await exit).toEqual([0, null]);
  });

  it('does not start on a port that is none', async () => {
    const child = spawn(process.execPath, [main()], {
      env: environment({ SANDBOX_PORT: 'http' }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(complaint).toContain('SANDBOX_PORT');
  });
});
