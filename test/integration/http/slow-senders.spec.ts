import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { answersIn, exchange, rawConnection, received } from '../../support/raw-http.js';
import { startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

const SECRET = newSecret();
/** More than a hub has. */
const OF_ADDRESS = 8;

let database: TestDatabase;
let hub: TestHub;
let webhook: string;
beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url, {
    HUB_HEAD_SECONDS: '1',
    HUB_REQUEST_SECONDS: '2',
    HUB_CONNECTIONS: '16',
    HUB_CONNECTIONS_PER_ADDRESS: String(OF_ADDRESS),
  });
  const account = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
  webhook = new URL((await hub.send('POST', '/api/v1/accounts', account)).json.webhookUrl).pathname;
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

/** Goes on sending, a byte at a time, for as long as the other end takes it. */
function drip(socket: Socket, byte: string): void {
  const dripping = setInterval(() => socket.write(byte), 300);
  socket.on('close', () => clearInterval(dripping));
}

describe('a sender that is slow is cut, and told why', () => {
  const delivery = (header: string) => () => `POST ${webhook} HTTP/1.1\r\nhost: hub\r\n${header}\r\n\r\n`;

  it.each([
    ['says nothing', () => '', undefined],
    ['sends half a head', () => 'GET /health/live HTTP/1.1\r\nhost: hub\r\n', undefined],
    ['sends its head byte by byte', () => 'GET /health/live HTTP/1.1\r\nhost: hub\r\na: ', 'x'],
    ['sends no body', delivery('content-length: 9'), undefined],
    ['sends its body byte by byte', delivery('content-length: 9000'), 'x'],
    ['sends chunks byte by byte', delivery('transfer-encoding: chunked'), '1\r\nx\r\n'],
  ])('who %s', async (_how, first, byte) => {
    const socket = rawConnection(hub.url);
    const all = received(socket);
    socket.write(first());
    if (byte !== undefined) drip(socket, byte);
    const [answer] = answersIn(await all);
    expect(answer).toMatchObject({ status: 408 });
    expect(JSON.parse(answer!.body)).toMatchObject({
      code: 'request_too_slow',
      params: { headSeconds: 1, seconds: 2 },
    });
  });

  it('who is slow with the next request on a connection that was kept', async () => {
    const socket = rawConnection(hub.url);
    const all = received(socket);
    socket.write('GET /health/live HTTP/1.1\r\nhost: hub\r\n\r\n');
    await once(socket, 'data');
    socket.write('GET /health');
    drip(socket, 'x');
    expect(answersIn(await all).map(({ status }) => status)).toEqual([200, 408]);
  });

  it('who was answered and goes on sending', async () => {
    const socket = rawConnection(hub.url);
    const all = received(socket);
    socket.write('POST /nowhere HTTP/1.1\r\nhost: hub\r\ncontent-length: 90000\r\n\r\n');
    drip(socket, 'x');
    expect(answersIn(await all).map(({ status }) => status)).toEqual([404]);
  });

  it('while what is sent as it should be is taken', async () => {
    const { body, headers } = signed(SECRET, orderDocument());
    expect((await hub.send('POST', webhook, body, headers)).status).toBe(200);
  });
});

describe('connections', () => {
  let sockets: Socket[];
  beforeEach(() => (sockets = []));
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    while ((await asked()) !== 200);
  });

  const ask = 'GET /health/live HTTP/1.1\r\nhost: hub\r\nconnection: close\r\n\r\n';
  const asked = async (): Promise<number | undefined> => (await exchange(hub.url, ask))[0]?.status;
  /** Of fetch some may be open and idle: those count, too. */
  async function fill(): Promise<void> {
    while ((await asked()) === 200) {
      const socket = rawConnection(hub.url);
      sockets.push(socket.on('error', () => undefined));
      await once(socket, 'connect');
      socket.write('GET /health/live HTTP/1.1\r\nhost: hub\r\n\r\n');
      await once(socket, 'data');
    }
  }

  it('of one address are bounded: one more is told so, and has room again once another is closed', async () => {
    await fill();
    expect(sockets.length).toBeLessThan(OF_ADDRESS);
    const [refused] = await exchange(hub.url, ask);
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5', connection: 'close' } });
    expect(JSON.parse(refused!.body)).toMatchObject({ code: 'too_many_connections' });
    sockets.pop()!.destroy();
    while ((await asked()) !== 200);
    expect(await hub.printed(/"event":"connections","outcome":"(refused)"/)).toBe('refused');
  });

  it('that are refused are cut by and by, though they say nothing', async () => {
    await fill();
    const socket = rawConnection(hub.url);
    expect(answersIn(await received(socket)).map(({ status }) => status)).toEqual([503]);
  });

  it('are counted', async () => {
    await fill();
    sockets.pop()!.destroy();
    while ((await asked()) !== 200);
    const { text } = await hub.send('GET', '/metrics');
    expect(text).toMatch(/^suanpan_connections \d+$/m);
    expect(text).toMatch(/^suanpan_connections_refused_total\{how="told"\} [1-9]\d*$/m);
  });
});
