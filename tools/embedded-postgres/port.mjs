import net from 'node:net';

/** @returns {Promise<number>} a port of 127.0.0.1 that was free a moment ago */
export const freePort = () => tryToListen(0, '127.0.0.1');

/** @returns {Promise<boolean>} */
export async function isPortFree(port, host = '127.0.0.1') {
  try {
    await tryToListen(port, host);
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

function tryToListen(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: taken } = server.address();
      server.close(() => resolve(taken));
    });
  });
}
