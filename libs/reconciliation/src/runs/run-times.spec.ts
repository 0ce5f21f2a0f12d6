import fc from 'fast-check';
import { lastRunTime } from './run-times.js';

const DAY_MS = 86_400_000;

it.each([
  ['2026-03-05T21:29:59Z', ['05:30'], '2026-03-04T21:30:00.000Z'],
  ['2026-03-05T21:30:00Z', ['05:30'], '2026-03-05T21:30:00.000Z'],
  ['2026-03-05T15:59:00Z', ['05:30', '23:45'], '2026-03-05T15:45:00.000Z'],
])('at %s, of %j, it was %s', (now, times, last) => {
  expect(lastRunTime(times, new Date(now))?.toISOString()).toBe(last);
});

it('is never where there are no times', () => {
  expect(lastRunTime([], new Date())).toBeNull();
});

it('is one of the times, not ahead, and none lies between', () => {
  const minute = fc.integer({ min: 0, max: 1_439 });
  const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
  fc.assert(
    fc.property(fc.array(minute, { minLength: 1, maxLength: 5 }), instant, (minutes, now) => {
      const texts = minutes.map((m) => new Date(m * 60_000).toISOString().slice(11, 16));
      const last = lastRunTime(texts, new Date(now))!.getTime();
      const shanghai = (n: number) => n + 8 * 3_600_000;
      expect(minutes.map((m) => m * 60_000)).toContain(shanghai(last) % DAY_MS);
      const since = minutes.map((m) => {
        const behind = (shanghai(now) - m * 60_000) % DAY_MS;
        return (behind + DAY_MS) % DAY_MS;
      });
      expect(now - last).toBe(Math.min(...since));
    }),
  );
});
