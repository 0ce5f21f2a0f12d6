import { MOST_WAITS, waitPauseMs } from './submission-job-pause.js';

it('looks ever more seldom at what takes nothing, for most of an hour', () => {
  const pauses = Array.from({ length: MOST_WAITS }, (_, waits) => waitPauseMs(waits));
  expect(pauses.slice(0, 6)).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 120_000]);
  const all = pauses.reduce((sum, ms) => sum + ms, 0);
  expect(all).toBeGreaterThan(45 * 60_000);
  expect(all).toBeLessThan(60 * 60_000);
});
