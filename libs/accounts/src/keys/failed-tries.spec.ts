import fc from 'fast-check';
import { FailedTries } from './failed-tries.js';

const ME = '192.0.2.1';
const OTHER = '198.51.100.7';

/** Tries at one instant until it is refused. @returns how many were looked at */
function triesAt(tries: FailedTries, address: string, nowMs: number): number {
  let looked = 0;
  while (tries.begin(address, nowMs) === undefined) looked += 1;
  return looked;
}

describe('FailedTries', () => {
  it('lets an address mistype a few times, then doubles its pause up to five minutes', () => {
    const tries = new FailedTries();
    expect(triesAt(tries, ME, 0)).toBe(6);
    const pauses: number[] = [];
    for (let nowMs = 0; pauses.length < 12;) {
      const pause = tries.begin(ME, nowMs) ?? 0;
      pauses.push(pause);
      nowMs += pause;
      expect(tries.begin(ME, nowMs)).toBeUndefined();
    }
    expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(pauses.at(-1)).toBe(300_000);
  });

  it('never refuses an address that has not failed, however many others do', () => {
    const address = fc.ipV4();
    fc.assert(
      fc.property(fc.array(address, { maxLength: 300 }), address, (others, fresh) => {
        const tries = new FailedTries();
        for (const other of others) if (other !== fresh) tries.begin(other, 0);
        expect(tries.begin(fresh, 0)).toBeUndefined();
      }),
    );
  });

  it('slows whoever has failed once while very many fail, and no longer afterwards', () => {
    const tries = new FailedTries();
    for (let at = 0; at < 60; at += 1) tries.begin(`10.0.0.${String(at)}`, 0);
    expect(triesAt(tries, ME, 0)).toBe(1);
    expect(triesAt(tries, OTHER, 60_000)).toBe(6);
  });

  it('does not count a try that did not fail', () => {
    const tries = new FailedTries();
    for (let at = 0; at < 200; at += 1) {
      expect(tries.begin(ME, 0)).toBeUndefined();
      tries.takeBack(ME);
    }
    expect(triesAt(tries, ME, 0)).toBe(6);
    expect(triesAt(tries, OTHER, 0)).toBe(6);
  });

  it('counts tries that are under way', () => {
    const tries = new FailedTries();
    expect(triesAt(tries, ME, 0)).toBe(6);
    tries.takeBack(ME);
    expect(triesAt(tries, ME, 0)).toBe(1);
  });

  it('takes a network of IPv6 and a mapped address for one', () => {
    const tries = new FailedTries();
    triesAt(tries, '2001:db8:1:2::1', 0);
    expect(tries.begin('2001:db8:1:2:ffff::9', 0)).toBeGreaterThan(0);
    expect(tries.begin('2001:db8:1:3::1', 0)).toBeUndefined();
    triesAt(tries, ME, 0);
    expect(tries.begin(`::ffff:${ME}`, 0)).toBeGreaterThan(0);
  });

  it('forgets an address that has not tried for a quarter of an hour', () => {
    const tries = new FailedTries();
    triesAt(tries, ME, 0);
    expect(triesAt(tries, ME, 15 * 60_000 + 1)).toBe(6);
  });

  it('remembers ten thousand addresses and not one more', () => {
    const tries = new FailedTries();
    triesAt(tries, ME, 0);
    for (let at = 0; at < 9_999; at += 1) tries.begin(`a${String(at)}`, 0);
    expect(tries.begin(ME, 0)).toBeGreaterThan(0);
    tries.begin('one more', 0);
    expect(tries.begin(ME, 0)).toBeUndefined();
  });
});
