import { behindSince } from './behind.js';

const NOW = new Date('2026-06-10T00:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000);
const WELL = { overdueSince: null, doneAt: daysAgo(1), failingSince: null };

it('is well where runs come to their end and leave nothing', () => {
  expect(behindSince(WELL, NOW)).toBeUndefined();
  expect(behindSince({ ...WELL, doneAt: daysAgo(2) }, NOW)).toBeUndefined();
  expect(behindSince({ ...WELL, doneAt: null }, NOW)).toBeUndefined();
});

it('is behind where a month is overdue for more than two days, however well the runs end', () => {
  expect(behindSince({ ...WELL, overdueSince: daysAgo(1.5) }, NOW)).toBeUndefined();
  expect(behindSince({ ...WELL, overdueSince: daysAgo(9) }, NOW)).toEqual(daysAgo(9));
});

it('is behind where no run has come to its end for more than two days, whether one failed or none began', () => {
  expect(behindSince({ ...WELL, doneAt: daysAgo(3) }, NOW)).toEqual(daysAgo(3));
  expect(behindSince({ ...WELL, doneAt: null, failingSince: daysAgo(4) }, NOW)).toEqual(daysAgo(4));
});
