import { SingleLoop } from './single-loop.js';

const forever = new AbortController().signal;

describe('SingleLoop', () => {
  it('runs once more, and only once, for all calls that came while it ran', async () => {
    const ends: (() => void)[] = [];
    const loop = new SingleLoop(() => new Promise<void>((resolve) => ends.push(resolve)));
    const first = loop.run(forever);
    await Promise.all([loop.run(forever), loop.run(forever)]);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await new Promise(setImmediate);
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await first;
    expect(ends).toHaveLength(2);
  });

  it('can run again after a failure', async () => {
    let runs = 0;
    const loop = new SingleLoop(() => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error('first')) : Promise.resolve();
    });
    await expect(loop.run(forever)).rejects.toThrow('first');
    await loop.run(forever);
    expect(runs).toBe(2);
  });

  it('goes on for whoever called while one that was told to stop had not ended yet', async () => {
    const [stopped, signals, ends] = [new AbortController(), [] as AbortSignal[], [] as (() => void)[]];
    const loop = new SingleLoop((signal) => {
      signals.push(signal);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
    const first = loop.run(stopped.signal);
    stopped.abort();
    await loop.run(forever);
    ends[0]?.();
    await new Promise(setImmediate);
    expect(signals).toEqual([stopped.signal, forever]);
    ends[1]?.();
    await first;
  });

  it('begins nothing once it is told to stop', async () => {
    let runs = 0;
    const loop = new SingleLoop(() => {
      runs += 1;
      return Promise.resolve();
    });
    await loop.run(AbortSignal.abort());
    expect(runs).toBe(0);
  });
});
