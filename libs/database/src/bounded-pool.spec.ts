import { once } from 'node:events';
import net from 'node:net';
import { jest } from '@jest/globals';
import { BoundedPool } from './bounded-pool.js';
import { DatabaseSilentError, STATEMENT_BOUNDS, within } from './statement-bounds.js';

/** Takes connections and never says a word. */
const silent = net.createServer((socket) => socket.resume());

beforeAll(async () => {
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterAll(() => silent.close());

/** As if the rest of the time had passed on the way here. */
function withMsLeft<T>(ms: number, work: () => T): T {
  return within('acknowledging', () => {
    const elapsed = performance.now() + STATEMENT_BOUNDS.acknowledging - ms;
    const clock = jest.spyOn(performance, 'now').mockReturnValue(elapsed);
    try {
      return work();
    } finally {
      clock.mockRestore();
    }
  });
}

const outcomeOf = (taken: Promise<unknown>): Promise<unknown> => taken.catch((error: unknown) => error);

describe('waiting for a connection', () => {
  it('that a caller has given up is given up by the pool, too, which is nobody’s news any more', async () => {
    const { port } = silent.address() as net.AddressInfo;
    const pool = new BoundedPool({ host: '127.0.0.1', port, max: 1, connectionTimeoutMillis: 50 });
    const holds = outcomeOf(pool.connect());
    const waits = withMsLeft(10, () => outcomeOf(pool.connect()));
    const waitsLonger = outcomeOf(pool.connect());
    expect(await waits).toBeInstanceOf(DatabaseSilentError);
    expect(await waitsLonger).toMatchObject({ message: expect.stringContaining('timeout') });
    expect(await holds).toBeInstanceOf(Error);
    await pool.end();
  });
});
