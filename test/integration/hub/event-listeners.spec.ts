import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Access } from '#domain/access.js';
import { EventListeners } from '../../../apps/hub/src/events/event-listeners.js';

const ADMIN = { role: 'admin', stores: null } as const;
/** Who may something else by now, by whose it is. */
const NOW = new Map<string, Access | undefined>([
  ['/ended', undefined],
  ['/narrowed', { role: 'viewer', stores: ['A'] }],
]);

/** The event loop goes round once. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

let server: http.Server;
let listeners: EventListeners;
let url: string;

beforeEach(async () => {
  listeners = new EventListeners();
  server = http.createServer((request, response) => {
    response.writeHead(200);
    const ofId = request.url ?? '';
    const accessNow = () => (NOW.has(ofId) ? NOW.get(ofId) : ADMIN);
    listeners.add({ response, of: 'session', ofId, access: ADMIN, accessNow }, 'first\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterEach(async () => {
  listeners.close();
  server.close();
  await once(server, 'close');
});

async function listen(ofId: string): Promise<http.IncomingMessage> {
  const request = http.get(url + ofId, { agent: false });
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  answer.on('error', () => undefined);
  await once(answer, 'readable');
  return answer;
}

it('a listener that reads nothing is cut off before much lies for it, and others hear on', async () => {
  await listen('/lazy');
  const other = await listen('/other');
  let heard = 0;
  other.on('data', (bytes: Buffer) => (heard += bytes.length));
  const part = 'x'.repeat(65_536);
  let told = 0;
  while (listeners.count === 2) {
    // At the pace of the one who reads: only the other lets anything lie.
    const before = heard;
    listeners.tell(part);
    told += part.length;
    while (heard < before + part.length) await turn();
  }
  expect(listeners.count).toBe(1);
  expect(heard).toBeGreaterThanOrEqual(told);
  listeners.tell('once more');
  await once(other, 'data');
});

it('who has ended is told so and let go, and nobody else', async () => {
  const ended = await listen('/ended');
  await listen('/stays');
  let text = '';
  ended.on('data', (bytes: Buffer) => (text += bytes.toString()));
  listeners.endChanged('look at all again');
  await once(ended, 'end');
  expect(text).toBe('first\nevent: signed_out\ndata: {}\n\n');
  expect(listeners.count).toBe(1);
});

it('who may something else by now is let go with the last word to come back, and nobody else', async () => {
  const narrowed = await listen('/narrowed');
  await listen('/stays');
  let text = '';
  narrowed.on('data', (bytes: Buffer) => (text += bytes.toString()));
  listeners.endChanged('look at all again');
  await once(narrowed, 'end');
  expect(text).toBe('first\nlook at all again');
  expect(listeners.count).toBe(1);
});

it('what many hear who may the same is made once', async () => {
  for (const ofId of ['/one', '/two', '/three']) await listen(ofId);
  let made = 0;
  listeners.tellEach(() => String((made += 1)));
  expect(made).toBe(1);
});

it('takes a bounded number, in all and of one session, and none once it is closed', async () => {
  const of = (ofId: string) => listeners.hasRoomFor({ of: 'session', ofId });
  for (let at = 0; at < 20; at += 1) await listen('/one');
  expect([of('/one'), of('/two')]).toEqual([false, true]);
  listeners.close();
  expect([listeners.count, of('/two')]).toEqual([0, false]);
});
