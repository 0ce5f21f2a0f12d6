import { SpacedWakeUp } from './spaced-wake-up.js';

const turn = (): Promise<void> => new Promise(setImmediate);

function spaced(wake: () => Promise<void>) {
  const failed: unknown[] = [];
  const pauses: number[] = [];
  let go: () => void = () => undefined;
  const pause = (ms: number): Promise<void> => {
    pauses.push(ms);
    return new Promise((resolve) => (go = resolve));
  };
  const wakeUp = new SpacedWakeUp(wake, { spacingMs: 20, onFailed: (error) => failed.push(error), pause });
  return { wakeUp, failed, pauses, passTime: () => go() };
}

describe('wake-ups that follow what they are for', () => {
  it('are added at once, and once more for all that came before the pause was over', async () => {
    let added = 0;
    const { wakeUp, pauses, passTime } = spaced(() => Promise.resolve(void (added += 1)));
    wakeUp.want();
    expect(added).toBe(1);
    for (let times = 0; times < 5; times += 1) wakeUp.want();
    await turn();
    expect([added, pauses]).toEqual([1, [20]]);
    passTime();
    await turn();
    expect([added, pauses]).toEqual([2, [20, 20]]);
    passTime();
    await turn();
    expect(added).toBe(2);
    wakeUp.want();
    expect(added).toBe(3);
  });

  it('are not lost while one is being added', async () => {
    const adding: (() => void)[] = [];
    const { wakeUp, passTime } = spaced(() => new Promise((resolve) => void adding.push(resolve)));
    wakeUp.want();
    wakeUp.want();
    expect(adding).toHaveLength(1);
    adding[0]!();
    await turn();
    passTime();
    await turn();
    expect(adding).toHaveLength(2);
  });

  const fault = new Error('the database is away');
  it.each([
    ['failed', () => Promise.reject(fault)],
    [
      'could not even begin',
      () => {
        throw fault;
      },
    ],
  ])('go on after one that %s, of which somebody is told', async (_what, fail: () => Promise<void>) => {
    let tries = 0;
    const { wakeUp, failed, passTime } = spaced(() => ((tries += 1) === 1 ? fail() : Promise.resolve()));
    wakeUp.want();
    await turn();
    expect(failed).toEqual([fault]);
    passTime();
    await turn();
    wakeUp.want();
    await turn();
    expect([tries, failed]).toEqual([2, [fault]]);
  });
});
