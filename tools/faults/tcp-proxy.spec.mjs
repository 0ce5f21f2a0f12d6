import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { proxyTo } from './tcp-proxy.mjs';

const LONGER_THAN_A_TEST_MS = 600_000;

let server;
let proxy;
let sockets;
let heard;

beforeEach(async () => {
  heard = '';
  server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        heard += String(chunk);
        socket.write(`<${String(chunk)}>`);
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await proxyTo(`tcp://127.0.0.1:${server.address().port}`);
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await proxy.breakOff();
  server.close();
});

/** A client of the proxy's, and a way to say something and hear what comes next. */
async function client(port = Number(new URL(proxy.url).port)) {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return {
    socket,
    async ask(text) {
      socket.write(text);
      return String((await once(socket, 'data'))[0]);
    },
  };
}

/** What another connection is told; by then whatever had passed on the first would have been heard. */
const meanwhile = async () => (await client()).ask('meanwhile');

/** What the server is told past the proxy. */
const direct = async (text) => (await client(server.address().port)).ask(text);

describe('the proxy', () => {
  it('carries both ways, and an end too', async () => {
    const { socket, ask } = await client();
    expect(await ask('one')).toBe('<one>');
    socket.end();
    await once(socket, 'close');
    await meanwhile();
    expect(proxy.connections()).toBe(1);
  });

  it('breaks off, refuses, and mends at the same address', async () => {
    const { socket, ask } = await client();
    await ask('one');
    const closed = once(socket, 'close');
    await proxy.breakOff();
    await closed;
    await expect(client()).rejects.toThrow('ECONNREFUSED');
    await proxy.mend();
    expect(await (await client()).ask('two')).toBe('<two>');
  });

  it('goes silent on what is open, carries what is new, and delivers what waited once mended', async () => {
    const { ask } = await client();
    await ask('one');
    expect(proxy.goSilent()).toBe(1);
    const answer = ask('two');
    expect(await meanwhile()).toBe('<meanwhile>');
    expect(heard).toBe('onemeanwhile');
    await proxy.mend();
    expect(await answer).toBe('<two>');
  });

  it('goes silent for new connections too, and ends what had lost its server once mended', async () => {
    const { socket, ask } = await client();
    await ask('one');
    proxy.goSilent({ newOnesToo: true, serverDies: true });
    const late = (await client()).ask('late');
    const closed = once(socket, 'close');
    await proxy.mend();
    await closed;
    expect(await late).toBe('<late>');
  });

  it('lets a request arrive and loses its answer, on that connection alone', async () => {
    const [one, other] = [await client(), await client()];
    proxy.loseAnswersTo('COMMIT');
    one.socket.on('data', () => (heard = 'an answer'));
    one.socket.write('COMMIT');
    expect(await other.ask('two')).toBe('<two>');
    expect(await meanwhile()).toBe('<meanwhile>');
    expect(heard).toBe('COMMITtwomeanwhile');
  });

  it('holds what passes until it is mended, and then carries it in its order, the end last', async () => {
    const { socket } = await client();
    proxy.delay(LONGER_THAN_A_TEST_MS);
    socket.end('slow');
    const [answered, closed] = [once(socket, 'data'), once(socket, 'close')];
    await direct('at once');
    expect(heard).toBe('at once');
    await proxy.mend();
    expect(String((await answered)[0])).toBe('<slow>');
    await closed;
    expect(heard).toBe('at onceslow');
  });
});
