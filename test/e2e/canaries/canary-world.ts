import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createTestDatabase } from '../../support/database.js';
import { ADMIN_KEY, MASTER_KEY, spawnHub } from '../../integration/http/hub-fixture.js';
import { newSecret, orderDocument, signed } from '../../integration/http/storefront-sender.js';
import type { Seen } from './canary-scan.js';
import { canaryValues } from './canary-values.js';
import { EchoingVendor } from './echoing-vendor.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at whatever the hub answered
type Json = any;

/** On SIGUSR2 something throws that nobody catches, as a fault of ours would, with what it knows in its words. */
const panicOn = (words: string): string =>
  `data:text/javascript,${encodeURIComponent(
    `process.on('SIGUSR2', () => setImmediate(() => { throw new Error(${JSON.stringify(words)}); }));`,
  )}`;

/** A hub that knows many secrets and people, all of whose vendors say them back. */
export async function canaryWorld() {
  const values = canaryValues();
  const shopSecret = newSecret();
  const known = [values.zhimaiKey, values.pospalKey, values.suningSecret, values.ovoparkSecret];
  const vendor = await EchoingVendor.start([...known, values.alarmPath, shopSecret]);
  const database = await createTestDatabase();
  const child = await spawnHub(database.url, {
    ...{ HUB_ROLES: 'api,worker', LOG_LEVEL: 'trace', HUB_THROTTLE_PER_SECOND: '100000' },
    ...{ HUB_ANSWER_DEADLINE_SECONDS: '1', HUB_BREAKER_LEAST_CALLS: '10000' },
    NODE_OPTIONS: `--import=${panicOn(`panic while signing with ${values.zhimaiKey} and ${shopSecret}`)}`,
  });
  const printed = collected(child);
  const url = await until(() => /"event":"started","url":"([^"]+)"/.exec(printed())?.[1], child);
  const answers: Seen[] = [];
  const events = await listened(url);
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const given = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...given, ...headers },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const told = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    answers.push({ where: `${method} ${path.split('?', 1)[0] ?? ''}`, text: `${told}\n${text}` });
    return { status: answer.status, text, json: parsed(text) as Json };
  };
  const deliver = (path: string, document: string) => {
    const { body, headers } = signed(shopSecret, document);
    return send('POST', path, body, headers);
  };
  const { personName: name, personPhone: phone, personAddress: address, personRemark: remark } = values;
  return {
    ...{ values, shopSecret, vendor, database, url, answers, events, printed, send, deliver },
    /** An order of the person. */
    order: (change: object = {}) => orderDocument({ customer: { name, phone, address, remark }, ...change }),
    made: { shopSecret, adminKey: ADMIN_KEY, masterKey: MASTER_KEY } as Record<string, string>,
    until: <Value>(look: () => Value | undefined | Promise<Value | undefined>) => until(look, child),
    /** @returns its exit code */
    async panic(): Promise<number | null> {
      child.kill('SIGUSR2');
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
    async close(): Promise<void> {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      await vendor.close();
      await database.drop();
    },
  };
}

export type CanaryWorld = Awaited<ReturnType<typeof canaryWorld>>;

function collected(child: ChildProcess): () => string {
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return () => output.join('');
}

/** Looks again until there is something; the test's own time-out ends it. */
async function until<Value>(
  look: () => Value | undefined | Promise<Value | undefined>,
  child: ChildProcess,
): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (child.exitCode !== null) throw new Error('the hub ended');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns what the stream of events has said so far */
async function listened(url: string): Promise<() => string> {
  const answer = await fetch(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  const said: string[] = [];
  const read = async (): Promise<void> => {
    for await (const piece of answer.body ?? []) said.push(Buffer.from(piece as Uint8Array).toString());
  };
  // It ends with the hub.
  void read().catch(() => undefined);
  return () => said.join('');
}
