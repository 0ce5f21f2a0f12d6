import { Refreshing } from './refreshing.js';

const OPTIONS = { refreshEveryMs: 60_000, onFault: () => undefined };

/** A load that ends when told to. */
function controlledLoad() {
  const ends: (() => void)[] = [];
  const load = () => new Promise<void>((resolve) => ends.push(resolve));
  return { load, ends };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Refreshing', () => {
  it('starts a new load for whoever asks while one is under way, one for all of them', async () => {
    const { load, ends } = controlledLoad();
    const refreshing = new Refreshing(load, OPTIONS);
    const first = refreshing.now();
    const others = [refreshing.now(), refreshing.now()];
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    await turn();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await Promise.all(others);
    expect(ends).toHaveLength(2);
  });

  it('goes on after a load that failed', async () => {
    let failing = true;
    const refreshing = new Refreshing(
      () => (failing ? Promise.reject(new Error('away')) : Promise.resolve()),
      OPTIONS,
    );
    await expect(refreshing.now()).rejects.toThrow('away');
    failing = false;
    await expect(refreshing.now()).resolves.toBeUndefined();
  });

  it('looks at most once a second, however many ask soon', async () => {
    let now = 0;
    let loads = 0;
    const load = () => {
      loads += 1;
      return Promise.resolve();
    };
    const refreshing = new Refreshing(load, OPTIONS, () => now);
    for (now of [0, 1, 500, 999]) await refreshing.soon();
    expect(loads).toBe(1);
    now = 1_000;
    await refreshing.soon();
    expect(loads).toBe(2);
  });

  it('lets those who ask soon wait for the look that is under way', async () => {
    const { load, ends } = controlledLoad();
    const refreshing = new Refreshing(load, OPTIONS, () => 0);
    const first = refreshing.soon();
    let answered = false;
    const second = refreshing.soon().then(() => {
      answered = true;
    });
    await turn();
    expect(answered).toBe(false);
    ends[0]?.();
    await Promise.all([first, second]);
    expect(answered).toBe(true);
  });

  it('tells everybody who asks soon when the look failed', async () => {
    const refreshing = new Refreshing(
      () => Promise.reject(new Error('away')),
      OPTIONS,
      () => 0,
    );
    await expect(refreshing.soon()).rejects.toThrow('away');
    await expect(refreshing.soon()).rejects.toThrow('away');
  });
});
