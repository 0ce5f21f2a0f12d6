import fs from 'node:fs';
import net from 'node:net';

const LOWEST = 10_000;
/** Where Linux begins unless told otherwise: the lowest of those that systems begin at. */
const USUAL_EPHEMERAL = 32_768;
const RANGE_FILE = '/proc/sys/net/ipv4/ip_local_port_range';
const TRIES = 100;

/**
 * For a server that is started later, or again and again: nobody who lets the system choose, be it to listen or to
 * connect, gets this port in the meantime, as the system chooses from higher ones.
 *
 * @returns {Promise<number>} a port of 127.0.0.1 that was free a moment ago
 */
export async function freePort(random = Math.random) {
  const room = ephemeralFrom() - LOWEST;
  for (let tries = 1; tries <= TRIES; tries++) {
    const port = LOWEST + Math.floor(random() * room);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No port of 127.0.0.1 between ${LOWEST} and ${LOWEST + room} is free.`);
}

function ephemeralFrom() {
  if (!fs.existsSync(RANGE_FILE)) return USUAL_EPHEMERAL;
  const lowest = Number(/^\d+/.exec(fs.readFileSync(RANGE_FILE, 'utf8'))?.[0]);
  return lowest > LOWEST + 1_000 ? lowest : USUAL_EPHEMERAL;
}

/** @returns {Promise<boolean>} */
export function isPortFree(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
