import { connect, createServer } from 'node:net';
import { Link } from './tcp-link.mjs';

/**
 * Stands between a program and the server that it talks to (a hub and its database, say) and plays the
 * network's faults: it breaks off, goes silent, is slow, loses answers. One for all tests and tools.
 *
 * @param {string} target a URL with a port, as in postgres://…:5432/hub
 * @returns {Promise<import('./tcp-proxy.mjs').TcpProxy>}
 */
export async function proxyTo(target) {
  const { hostname, port } = new URL(target);
  /** @type {Set<Link>} */
  const links = new Set();
  const mood = calm();

  const accept = (inward) => {
    const link = new Link(inward, connect({ port: Number(port), host: hostname, allowHalfOpen: true }), mood);
    links.add(link);
    link.whenOver(() => links.delete(link));
    if (mood.silent) link.hush();
  };

  let server = await listening(0, accept);
  const { port: own } = server.address();

  async function breakOff() {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const link of links) link.cut();
    await closed;
  }

  async function mend() {
    mood.held.abort();
    Object.assign(mood, calm());
    for (const link of links) link.mend();
    if (!server.listening) server = await listening(own, accept);
  }

  return {
    url: throughHere(target, own),
    connections: () => links.size,
    breakOff,
    mend,
    goSilent({ newOnesToo = false, serverDies = false } = {}) {
      mood.silent = newOnesToo;
      for (const link of links) link.hush({ serverDies });
      return links.size;
    },
    loseAnswersTo(text) {
      mood.isLost = (request) => request.includes(text);
    },
    delay(ms) {
      mood.delayMs = ms;
    },
  };
}

const calm = () => ({ delayMs: 0, held: new AbortController(), silent: false, isLost: () => false });

function throughHere(target, port) {
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return url.href;
}

const listening = (port, accept) =>
  new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, accept).once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
