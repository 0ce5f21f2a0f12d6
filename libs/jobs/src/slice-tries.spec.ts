import { failedPauseMs, tryAfter } from './slice-tries.js';

const triesInVain = () => {
  const tries = [];
  for (let failures = 0; tries.at(-1) !== 'leave rest'; failures += 1) tries.push(tryAfter(failures));
  return tries;
};

it('tries fewer pieces until one is alone, leaves that, and after three in a row all the rest', () => {
  const one = [500, 50, 1, 1, 1].map((most) => ({ most }));
  expect(triesInVain()).toEqual([...one, 'leave one', ...one, 'leave one', ...one, 'leave rest']);
});

it('rests only where a single piece failed', () => {
  expect([0, 1, 2, 3, 4, 5].map(failedPauseMs)).toEqual([0, 0, 60_000, 60_000, 60_000, 60_000]);
});
