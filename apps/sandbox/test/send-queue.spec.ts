import { jest } from '@jest/globals';
import { type Outcome, SendQueue } from '../src/outbound/send-queue.js';

const SETTINGS = { notifyConcurrency: 4, retryFirstMs: 200, retryMaxMs: 5_000, outOfOrderMs: 0 };

/** A queue whose attempts end when the test says so. */
class Held {
  readonly begun: number[] = [];
  private readonly ends: ((outcome: Outcome) => void)[] = [];
  readonly queue: SendQueue<number>;

  constructor(random = 1) {
    const attempt = (item: number): Promise<Outcome> => {
      this.begun.push(item);
      return new Promise((resolve) => this.ends.push(resolve));
    };
    this.queue = new SendQueue<number>(
      attempt,
      () => SETTINGS,
      () => random,
    );
  }

  /** Ends the attempt that began as the n-th, and lets the queue act on it. */
  async end(begun: number, outcome: Outcome): Promise<void> {
    this.ends[begun]?.(outcome);
    await Promise.resolve();
    await Promise.resolve();
  }
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a send queue', () => {
  it('begins as many attempts as it may, in order, and the next when one ends', async () => {
    const held = new Held();
    held.queue.add([0, 1, 2, 3, 4, 5, 6]);
    expect(held.begun).toEqual([0, 1, 2, 3]);
    await held.end(2, 'acknowledged');
    expect(held.begun).toEqual([0, 1, 2, 3, 4]);
    await held.end(0, 'given_up');
    expect(held.begun).toEqual([0, 1, 2, 3, 4, 5]);
    expect(held.queue.pending).toBe(5);
  });

  it.each([
    [1, [200, 400, 800, 1_600, 3_200, 5_000, 5_000]],
    [0, [100, 200, 400, 800, 1_600, 2_500, 2_500]],
  ])('waits twice as long after each failure, up to a limit (jitter %i)', async (random, waits) => {
    const held = new Held(random);
    held.queue.add([7]);
    for (const [tries, wait] of waits.entries()) {
      await held.end(tries, 'again');
      jest.advanceTimersByTime(wait - 1);
      expect(held.begun).toHaveLength(tries + 1);
      jest.advanceTimersByTime(1);
      expect(held.begun).toHaveLength(tries + 2);
    }
  });

  it('lets others pass while one waits for its next attempt', async () => {
    const held = new Held();
    held.queue.add([0, 1, 2, 3, 4]);
    await held.end(0, 'again');
    expect(held.begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('is idle when nothing is left, or when it is closed', async () => {
    const held = new Held();
    await held.queue.idle();
    held.queue.add([0]);
    const idle = held.queue.idle();
    await held.end(0, 'acknowledged');
    await idle;
    held.queue.add([1, 2]);
    await held.end(1, 'again');
    const closed = held.queue.idle();
    held.queue.close();
    await closed;
    jest.runAllTimers();
    expect(held.begun).toEqual([0, 1, 2]);
  });
});
