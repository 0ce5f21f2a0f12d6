import net from 'node:net';
import { once } from 'node:events';
import { freePort, isPortFree } from './port.mjs';

describe('a port that is named ahead', () => {
  it('is none that the system gives to who lets it choose', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = net.connect(server.address().port, '127.0.0.1');
    await once(client, 'connect');
    const chosenBySystem = [server.address().port, client.localPort];
    for (const share of [0, 0.5, 0.999_999]) {
      const port = await freePort(() => share);
      expect(port).toBeGreaterThanOrEqual(10_000);
      for (const other of chosenBySystem) expect(port).toBeLessThan(other);
    }
    client.destroy();
    server.close();
  });

  it('is another where a server listens already', async () => {
    const shares = [0.25, 0.25, 0.75];
    const first = await freePort(() => 0.25);
    const server = net.createServer().listen(first, '127.0.0.1');
    await once(server, 'listening');
    expect(await isPortFree(first)).toBe(false);
    const second = await freePort(() => shares.shift());
    expect(second).toBeGreaterThan(first);
    server.close();
    await once(server, 'close');
    expect(await isPortFree(first)).toBe(true);
  });

  it('is refused in words where none is free', async () => {
    const taken = await freePort(() => 0.1);
    const server = net.createServer().listen(taken, '127.0.0.1');
    await once(server, 'listening');
    await expect(freePort(() => 0.1)).rejects.toThrow('No port of 127.0.0.1 between 10000 and');
    server.close();
  });
});
