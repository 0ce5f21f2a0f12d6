import fc from 'fast-check';
import { UserTries } from './user-tries.js';

const MINUTE_MS = 60_000;
const HOME = '192.0.2.1';

/** Fails so often, each from an address of its own, as soon as it may. @returns when, and the pauses met */
function attacked(tries: UserTries, times: number, name = 'li', from = 0) {
  let nowMs = from;
  const pauses: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const wait = tries.begin(name, `203.0.113.${String(at)}`, nowMs);
    if (wait === undefined) continue;
    pauses.push(wait);
    nowMs += wait;
    expect(tries.begin(name, `203.0.113.${String(at)}`, nowMs)).toBeUndefined();
  }
  return { nowMs, pauses };
}

it('slows whoever guesses one user’s password, from however many addresses, for half a minute at most', () => {
  const { pauses } = attacked(new UserTries(), 40);
  expect(pauses.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  expect(Math.max(...pauses)).toBe(30_000);
  expect(pauses).toHaveLength(40 - 21);
});

it('slows nobody for what is tried on others, and forgets', () => {
  const tries = new UserTries();
  const { nowMs } = attacked(tries, 40);
  expect(tries.begin('wang', HOME, nowMs)).toBeUndefined();
  expect(tries.begin('li', HOME, nowMs)).toBeGreaterThan(0);
  expect(tries.begin('li', HOME, nowMs + 16 * MINUTE_MS)).toBeUndefined();
});

it('never slows the user where they have signed in before', () => {
  const tries = new UserTries();
  tries.succeeded('li', HOME);
  const { nowMs } = attacked(tries, 40);
  for (let at = 0; at < 5; at += 1) expect(tries.begin('li', HOME, nowMs)).toBeUndefined();
  expect(tries.begin('li', '198.51.100.9', nowMs)).toBeGreaterThan(0);
});

it('many at once are no way around', () => {
  const tries = new UserTries();
  const let_ = Array.from({ length: 100 }, () => tries.begin('li', HOME, 0));
  expect(let_.filter((wait) => wait === undefined)).toHaveLength(21);
});

it('keeps nobody waiting for longer than half a minute, whatever was tried', () => {
  const step = fc.record({
    after: fc.nat({ max: 5 * MINUTE_MS }),
    address: fc.nat({ max: 5 }),
    is: fc.nat({ max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const tries = new UserTries();
      let nowMs = 0;
      for (const { after, address, is } of steps) {
        nowMs += after;
        const wait = tries.begin('li', String(address), nowMs) ?? 0;
        expect(wait).toBeLessThanOrEqual(30_000);
        if (is === 1) tries.takeBack('li', String(address));
        if (is === 2 && wait === 0) tries.succeeded('li', String(address));
      }
    }),
  );
});
