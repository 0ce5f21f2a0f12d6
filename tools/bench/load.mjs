// A load generator that costs little: plain sockets, one request under way on each, requests made beforehand.
// It runs as a process of its own, told what to do by its parent and answering with figures.
import net from 'node:net';

/**
 * @typedef {object} Load
 * @property {string} host
 * @property {number} port
 * @property {number} connections
 * @property {number} requests in all
 */

/** @typedef {{ acknowledged: number, refused: number, seconds: number, p50: number, p99: number }} Figures */

/**
 * @param {Load} load
 * @param {(index: number) => Buffer} requestOf the whole request, head and body
 * @returns {Promise<Figures>} latencies in ms
 */
export async function runLoad({ host, port, connections, requests }, requestOf) {
  const latencies = new Float64Array(requests);
  const counts = { acknowledged: 0, refused: 0 };
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      oneConnection({ host, port }, async (exchange) => {
        while (next < requests) {
          const index = next++;
          const sentAt = performance.now();
          const status = await exchange(requestOf(index));
          latencies[index] = performance.now() - sentAt;
          counts[status >= 200 && status < 300 ? 'acknowledged' : 'refused'] += 1;
        }
      }),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort();
  const at = (share) => latencies[Math.min(requests - 1, Math.floor(requests * share))];
  return { ...counts, seconds, p50: at(0.5), p99: at(0.99) };
}

async function oneConnection({ host, port }, work) {
  const socket = net.connect({ host, port, noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received = '';
  let answer = () => {};
  let fail = () => {};
  socket.on('error', (error) => fail(error));
  socket.on('close', () => fail(new Error('the server closed the connection')));
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    received += chunk;
    const status = completeStatus(received);
    if (status === undefined) return;
    received = '';
    answer(status);
  });
  const exchange = (request) =>
    new Promise((resolve, reject) => {
      answer = resolve;
      fail = reject;
      socket.write(request);
    });
  try {
    await work(exchange);
  } finally {
    fail = () => {};
    socket.destroy();
  }
}

/** The status once head and body have arrived whole; one answer at a time is under way. */
function completeStatus(received) {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = /content-length: (\d+)/i.exec(received.slice(0, headEnd));
  if (received.length < headEnd + 4 + Number(length?.[1] ?? 0)) return undefined;
  return Number(received.slice(9, 12));
}
