import { freshOf, standing } from './live-rows.js';

const rows = (...ids: readonly string[]) => ids.map((id) => ({ id, state: 'pending' }));

it('counts what has come, the newest first', () => {
  expect(freshOf(rows('5', '4'), rows('7', '6', '5', '4'))).toBe(2);
  expect(freshOf(rows('5'), rows('5'))).toBe(0);
  expect(freshOf(rows(), rows('5', '4'))).toBe(2);
});

it('shows rows as they are by now, and none that the list has no more', () => {
  const done = { id: '5', state: 'done' };
  expect(standing(rows('5', '4'), [...rows('6'), done, ...rows('4')])).toEqual([done, ...rows('4')]);
  // 4 has left a list that reaches back to 3; whether 2 has is not known.
  expect(standing(rows('5', '4', '2'), rows('6', '5', '3'))).toEqual(rows('5', '2'));
  expect(standing(rows('5'), [])).toEqual([]);
});
