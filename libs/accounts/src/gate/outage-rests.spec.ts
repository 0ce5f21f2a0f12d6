import { OutageRests } from './outage-rests.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** 300 calls a day. */
const MS_PER_CALL = (24 * 60 * MINUTE) / 300;

function resting() {
  const rests = new OutageRests();
  let now = 0;
  const wait = (operation = 'list', msPerCall = MS_PER_CALL) => rests.waitMs('a', operation, msPerCall, now);
  const ends = (operation: string, code: 'unavailable' | 'rejected' | null) => {
    rests.observe({ accountId: 'a', operation, code }, now);
  };
  /** Tries whenever it may. @returns when it did */
  const tries = (until: number, operation = 'list') => {
    const made: number[] = [];
    for (; now < until; now += SECOND) {
      if (wait(operation) > 0) continue;
      made.push(now / SECOND);
      ends(operation, 'unavailable');
    }
    return made;
  };
  return { rests, wait, ends, tries, pass: (ms: number) => (now += ms) };
}

describe('a vendor that does not work and counts its calls', () => {
  it('is asked ever more rarely, at most as often as its calls last', () => {
    const { tries } = resting();
    const made = tries(120 * MINUTE);
    expect(made.slice(0, 8)).toEqual([0, 2, 6, 14, 30, 62, 126, 254]);
    expect(made.length).toBeLessThanOrEqual(35);
    const last = made.at(-1) ?? 0;
    expect(120 * 60 - last).toBeLessThanOrEqual(MS_PER_CALL / SECOND);
  });

  it('is asked every ten seconds where calls are plenty, and at least every five minutes', () => {
    for (const [msPerCall, longest] of [
      [1, 10 * SECOND],
      [60 * MINUTE, 5 * MINUTE],
    ] as const) {
      const { wait, ends, pass } = resting();
      for (let n = 0; n < 20; n += 1) {
        ends('list', 'unavailable');
        pass(5 * MINUTE);
        expect(wait('list', msPerCall)).toBe(0);
      }
      ends('list', 'unavailable');
      expect(wait('list', msPerCall)).toBe(longest);
    }
  });

  it('is asked by one attempt at a time', () => {
    const { wait, ends, pass } = resting();
    ends('list', 'unavailable');
    pass(2 * SECOND);
    expect(wait()).toBe(0);
    expect(wait()).toBeGreaterThan(0);
    ends('list', null);
    expect(wait()).toBe(0);
    expect(wait()).toBe(0);
  });

  it('rests once for all that failed together', () => {
    const { wait, ends } = resting();
    for (let n = 0; n < 8; n += 1) ends('list', 'unavailable');
    expect(wait()).toBe(2 * SECOND);
  });

  it('goes on with what it answers while one operation alone fails', () => {
    const { wait, ends } = resting();
    ends('list', 'unavailable');
    expect([wait('list'), wait('place')]).toEqual([2 * SECOND, 0]);
    ends('place', null);
    ends('place', 'rejected');
    expect([wait('list'), wait('place')]).toEqual([2 * SECOND, 0]);
  });

  it('rests as a whole where a second operation fails, and is asked for everything once it answers anything', () => {
    const { wait, ends, pass } = resting();
    ends('list', 'unavailable');
    ends('place', 'unavailable');
    expect(wait('cancel')).toBeGreaterThan(0);
    pass(MINUTE);
    expect(wait('place')).toBe(0);
    ends('place', 'rejected');
    expect([wait('list'), wait('place'), wait('cancel')]).toEqual([0, 0, 0]);
  });

  it('has done nothing where the hub itself did not call', () => {
    const { rests, wait } = resting();
    rests.observe({ accountId: 'a', operation: 'list', code: 'unavailable', notSent: 'paused' }, 0);
    expect(wait()).toBe(0);
  });
});
