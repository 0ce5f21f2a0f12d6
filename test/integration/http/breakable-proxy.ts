import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface BreakableProxy {
  /** The same address as the target's, through the proxy. */
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  breakOff(): Promise<void>;
  mend(): Promise<void>;
}

/** Stands between a hub and its database, so that a test can take the database away and give it back. */
export async function proxyTo(target: string): Promise<BreakableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const accept = (inward: Socket): void => {
    const outward = connect(Number(port), hostname);
    for (const [one, other] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  };
  let server = await listen(0, accept);
  const { port: own } = server.address() as AddressInfo;
  const url = new URL(target);
  url.host = `127.0.0.1:${String(own)}`;
  return {
    url: url.href,
    breakOff: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      server = await listen(own, accept);
    },
  };
}

const listen = (port: number, accept: (socket: Socket) => void): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server: Server = createServer(accept).once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
