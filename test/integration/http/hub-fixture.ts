import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hubOptions } from '../../../tools/start/hub-options.mjs';
import { bundledHub } from '../../support/needs.js';

export const ADMIN_KEY = 'the-admin-key-of-these-tests-0123456789';
export const MASTER_KEY = Buffer.alloc(32, 3).toString('base64');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, or undefined where it is no JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at whatever the hub answered
  readonly json: any;
}

export interface TestHub {
  readonly url: string;
  /** Everything that the hub has printed. */
  log(): string;
  /** Waits until the hub has printed it. @returns the pattern's first group */
  printed(pattern: RegExp): Promise<string>;
  /** Every answer that it has given. */
  readonly answers: readonly string[];
  /** Sends any request; JSON by default, with the admin key. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Stops it in the middle of whatever it does, as a machine that is suspended. @returns lets it go on */
  freeze(): () => void;
  /** Resolves to its exit code once it has ended, by itself or because it was stopped. */
  readonly ended: Promise<number | null>;
  /** @returns its exit code */
  stop(signal?: NodeJS.Signals | 'disconnect'): Promise<number | null>;
}

/**
 * The compiled hub as a process of its own on an ephemeral port, as the launcher starts it.
 * @throws Error with what it printed when it does not start
 */
export async function startTestHub(databaseUrl: string, env: Record<string, string> = {}): Promise<TestHub> {
  const child = await spawnHub(databaseUrl, env);
  const output = collect(child);
  const printed = (pattern: RegExp) => untilPrinted(child, output, pattern);
  const url = await printed(/"event":"started","url":"([^"]+)"/);
  const answers: string[] = [];
  const send: TestHub['send'] = async (method, where, body, headers = {}) => {
    const response = await fetch(url + where, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bodyOf(body) }),
    });
    const text = await response.text();
    answers.push(text);
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  const ended = endOf(child).then(() => child.exitCode);
  const stop: TestHub['stop'] = async (how = 'SIGTERM') => {
    if (child.exitCode !== null) return child.exitCode;
    if (how === 'disconnect') child.disconnect();
    else child.kill(how);
    // One that is frozen hears of nothing else.
    child.kill('SIGCONT');
    return ended;
  };
  const freeze = () => {
    child.kill('SIGSTOP');
    return () => void child.kill('SIGCONT');
  };
  return { url, freeze, log: () => output.join(''), printed, answers, send, ended, stop };
}

/** Starts a hub that is expected not to start. @returns its exit code and what it printed */
export async function failToStart(databaseUrl: string, env: Record<string, string>) {
  const child = await spawnHub(databaseUrl, env);
  const output = collect(child);
  await endOf(child);
  return { code: child.exitCode, output: output.join('') };
}

/** Ends with the test process: then the channel between the two closes. */
export async function spawnHub(
  databaseUrl: string,
  env: Record<string, string>,
  output: 'pipe' | number = 'pipe',
): Promise<ChildProcess> {
  const child = fork(await bundledHub(), {
    stdio: ['ignore', output, output, 'ipc'],
    execArgv: hubOptions(env),
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl,
      HUB_MASTER_KEY: MASTER_KEY,
      HUB_ADMIN_KEY: ADMIN_KEY,
      HUB_OUTBOUND_ALLOW: '127.0.0.0/8',
      HUB_ROLES: 'api',
      LOG_LEVEL: 'debug',
      PORT: '0',
      ...env,
    },
  });
  child.unref();
  child.channel?.unref();
  return child;
}

/** Not "close", which a child that was disconnected never says. */
const endOf = (child: ChildProcess) =>
  Promise.all([once(child, 'exit'), once(child.stdout!, 'close'), once(child.stderr!, 'close')]);

function collect(child: ChildProcess): string[] {
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return output;
}

async function untilPrinted(
  child: ChildProcess,
  output: readonly string[],
  pattern: RegExp,
): Promise<string> {
  for (;;) {
    const found = pattern.exec(output.join(''))?.[1];
    if (found !== undefined) return found;
    if (child.exitCode !== null) throw new Error(`the hub ended:\n${output.join('')}`);
    await Promise.race([once(child.stdout!, 'data'), once(child, 'close')]);
  }
}

const bodyOf = (body: unknown): string | Buffer<ArrayBuffer> =>
  typeof body === 'string' || Buffer.isBuffer(body)
    ? (body as string | Buffer<ArrayBuffer>)
    : JSON.stringify(body);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const ZHIMAI_CONFIG = { openId: 'open-1', grantCode: 'grant-1', openKey: 'the-very-secret-open-key' };

/** Fields that the problem names. */
export const faulty = ({ json }: Answer): string[] =>
  (json as { errors?: { field: string }[] }).errors?.map(({ field }) => field).sort() ?? [];
