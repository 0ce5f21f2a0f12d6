import { placeOfThing } from './place-of-thing.js';

it.each([
  ['replay', 'a1', '/deliveries/a1'],
  ['reopen', 'b2', '/discrepancies/b2'],
  ['submit', 'c3/2026-03-05T02:00:00.000Z', '/sales/hours/c3/2026-03-05T02%3A00%3A00.000Z'],
  ['erase', 'd4', undefined],
  ['knit', 'd4', undefined],
  ['toString', 'e5', undefined],
])('a thing of %s is shown on its own page', (act, target, place) => {
  expect(placeOfThing(act, target)).toBe(place);
});
