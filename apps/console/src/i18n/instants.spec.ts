import { ageOf, clockOf, timeOf } from './instants.js';

it('is read on the clock of the store', () => {
  expect(clockOf('2026-03-01T16:05:00.000Z', 'Asia/Shanghai')).toBe('2026-03-02 00:05');
  expect(clockOf('2026-03-01T16:05:00.000Z', 'Asia/Urumqi')).toBe('2026-03-01 22:05');
  expect(timeOf('2026-03-01T16:05:00.000Z', 'UTC')).toBe('16:05');
});

it.each([
  [-5, ['seconds', 0]],
  [59_999, ['seconds', 59]],
  [60_000, ['minutes', 1]],
  [3_600_000, ['hours', 1]],
  [47 * 3_600_000, ['hours', 47]],
  [48 * 3_600_000, ['days', 2]],
])('%d ms are told as %j', (ms, age) => expect(ageOf(ms)).toEqual(age));
