import { failedPauseMs, MOST_WAITS, tryAfter, waitPauseMs } from './submission-job-tries.js';

const triesInVain = () => {
  const tries = [];
  for (let failures = 0; tries.at(-1) !== 'leave rest'; failures += 1) tries.push(tryAfter(failures));
  return tries;
};

it('tries fewer hours until one is alone, leaves that, and after three in a row all the rest', () => {
  const hour = [500, 50, 1, 1, 1].map((most) => ({ most }));
  expect(triesInVain()).toEqual([...hour, 'leave hour', ...hour, 'leave hour', ...hour, 'leave rest']);
});

it('rests only where a single hour failed', () => {
  expect([0, 1, 2, 3, 4, 5].map(failedPauseMs)).toEqual([0, 0, 60_000, 60_000, 60_000, 60_000]);
});

it('looks ever more seldom at what takes nothing, for most of an hour', () => {
  const pauses = Array.from({ length: MOST_WAITS }, (_, waits) => waitPauseMs(waits));
  expect(pauses.slice(0, 6)).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 120_000]);
  const all = pauses.reduce((sum, ms) => sum + ms, 0);
  expect(all).toBeGreaterThan(45 * 60_000);
  expect(all).toBeLessThan(60 * 60_000);
});
