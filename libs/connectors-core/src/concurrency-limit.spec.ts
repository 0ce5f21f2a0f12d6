import fc from 'fast-check';
import { ConcurrencyLimit } from './concurrency-limit.js';
import { TestTime } from './testing/test-time.js';

describe('ConcurrencyLimit', () => {
  it('serves those who wait in their order, one for each place that is given back', async () => {
    const time = new TestTime();
    const limit = new ConcurrencyLimit(time);
    const first = await limit.enter(1, 1000);
    const admitted: string[] = [];
    const [b, c] = ['b', 'c'].map(async (name) => {
      const release = await limit.enter(1, 1000);
      admitted.push(name);
      return release;
    });
    first?.();
    first?.();
    const release = await b;
    await new Promise(setImmediate);
    expect(admitted).toEqual(['b']);
    release?.();
    await c;
    expect(admitted).toEqual(['b', 'c']);
    expect(time.waiting).toBe(0);
  });

  it('gives up on a place that does not come free, and loses no place by it', async () => {
    const time = new TestTime();
    const limit = new ConcurrencyLimit(time);
    const release = await limit.enter(1, 1000);
    const late = limit.enter(1, 1000);
    time.advance(1000);
    expect(await late).toBeNull();
    release?.();
    expect(await limit.enter(1, 1000)).not.toBeNull();
    expect(time.waiting).toBe(0);
  });

  it('never lets more in than there are places, and in the end gives all back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 15 }),
        async (s, places, calls) => {
          const limit = new ConcurrencyLimit(new TestTime());
          let inside = 0;
          const work = Array.from({ length: calls }, async () => {
            await s.schedule(Promise.resolve());
            const release = await limit.enter(places, 1000);
            inside += 1;
            expect(inside).toBeLessThanOrEqual(places);
            await s.schedule(Promise.resolve());
            inside -= 1;
            release?.();
          });
          await s.waitFor(Promise.all(work));
          expect(inside).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });
});
