import fc from 'fast-check';
import { FailureCounts } from './failure-counts.js';

const ME = '192.0.2.1';
const MINUTE_MS = 60_000;

describe('FailureCounts', () => {
  it('lets an address fail as often as it may in a minute, and says how long the rest of that is', () => {
    const counts = new FailureCounts(2);
    expect([counts.note(ME, 0), counts.note(ME, 1_000)]).toEqual([undefined, undefined]);
    expect(counts.note(ME, 2_000)).toEqual({ retryAfterMs: 58_000, isFirst: true });
    expect(counts.note(ME, 59_999)).toEqual({ retryAfterMs: 1, isFirst: false });
    expect(counts.note(ME, MINUTE_MS)).toBeUndefined();
  });

  it('counts nobody for another', () => {
    fc.assert(
      fc.property(fc.array(fc.ipV4(), { maxLength: 300 }), fc.ipV4(), (others, fresh) => {
        const counts = new FailureCounts(1);
        for (const other of others) if (other !== fresh) counts.note(other, 0);
        expect(counts.note(fresh, 0)).toBeUndefined();
      }),
    );
  });

  it('in every minute takes as many and no more, whenever they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5_000 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (pauses, most) => {
          const counts = new FailureCounts(most);
          let nowMs = 0;
          const taken: number[] = [];
          for (const pause of pauses) {
            nowMs += pause;
            const tooMany = counts.note(ME, nowMs);
            if (tooMany === undefined) taken.push(nowMs);
            else expect(tooMany.retryAfterMs).toBeGreaterThan(0);
          }
          // A window begins with a failure: whatever minute one looks at meets two of them at most.
          for (const at of taken)
            expect(taken.filter((other) => other >= at && other < at + MINUTE_MS).length).toBeLessThanOrEqual(
              2 * most,
            );
        },
      ),
    );
  });

  it('takes a network of IPv6 and a mapped address for one', () => {
    const counts = new FailureCounts(1);
    counts.note('2001:db8:1:2::1', 0);
    expect(counts.note('2001:db8:1:2:ffff::9', 0)).toBeDefined();
    expect(counts.note('2001:db8:1:3::1', 0)).toBeUndefined();
    counts.note(ME, 0);
    expect(counts.note(`::ffff:${ME}`, 0)).toBeDefined();
  });

  it('remembers ten thousand addresses and not one more', () => {
    const counts = new FailureCounts(1);
    counts.note(ME, 0);
    for (let at = 0; at < 9_999; at += 1) counts.note(`a${String(at)}`, 0);
    expect(counts.note(ME, 0)).toBeDefined();
    for (let at = 0; at < 10_000; at += 1) counts.note(`b${String(at)}`, 0);
    expect(counts.note(ME, 0)).toBeUndefined();
  });
});
