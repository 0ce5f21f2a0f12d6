import fc from 'fast-check';
import { RefusedTally } from './refused-tally.js';

const MINUTE_MS = 60_000;

it('tells the first at once, and the others of its minute by their number', () => {
  const tally = new RefusedTally('others');
  expect(tally.note('a', 'A', 0)).toBe('A');
  for (let at = 1; at <= 9; at += 1) expect(tally.note('a', 'A', at)).toBeUndefined();
  expect(tally.note('b', 'B', 30_000)).toBe('B');
  expect(tally.take(MINUTE_MS - 1)).toEqual([]);
  expect(tally.take(MINUTE_MS)).toEqual([{ refused: 'A', count: 9 }]);
  expect(tally.take(Infinity)).toEqual([]);
  expect(tally.note('a', 'A', MINUTE_MS)).toBe('A');
});

it('tells of everybody however many there are, and of some together where they are too many', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2_000 }), { maxLength: 3_000 }), (keys) => {
      const tally = new RefusedTally('others');
      const told = keys.filter((key) => tally.note(`k${String(key)}`, 'x', 0) !== undefined).length;
      const counted = tally.take(Infinity).reduce((sum, { count }) => sum + count, 0);
      expect(told + counted).toBe(keys.length);
      expect(told).toBeLessThanOrEqual(501);
    }),
    { numRuns: 50 },
  );
});
