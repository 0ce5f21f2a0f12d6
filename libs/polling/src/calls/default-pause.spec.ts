import fc from 'fast-check';
import { defaultPauseMs } from './default-pause.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const pause = (limit: number | null, streams = 1) => defaultPauseMs({ limit, periodMs: DAY, streams });

describe('the pause between listings that nobody has set', () => {
  it('lists with 16 % of the calls, for all streams together', () => {
    expect(pause(300)).toBe(30 * MINUTE);
    expect(pause(500)).toBe(18 * MINUTE);
    expect(pause(300, 4)).toBe(120 * MINUTE);
  });

  it('is a minute where nobody knows the limit, and never shorter', () => {
    expect(pause(null)).toBe(MINUTE);
    expect(pause(1_000_000)).toBe(MINUTE);
    expect(pause(0)).toBe(DAY);
  });

  it('never asks for more than its share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 100_000 }), fc.integer({ min: 1, max: 50 }), (limit, streams) => {
        expect((streams * DAY) / pause(limit, streams)).toBeLessThanOrEqual(0.16 * limit);
      }),
    );
  });
});
