import { coded } from './refusals/coded.js';
import { newCorrection } from './correction.js';

describe('a correction', () => {
  it.each([
    ['2026-01-31T08:00:00+08:00', true],
    ['2000-01-01T00:00:00Z', true],
    ['1999-12-31T23:59:59Z', false],
    ['2100-01-01T00:00:01Z', false],
    ['2999-12-31T23:59:59Z', false],
  ])('of a pay time %s is taken: %p', (paidAt, isTaken) => {
    const read = newCorrection.safeParse({ paidAt, reason: 'a slip of the shop' });
    expect(read.success).toBe(isTaken);
    if (!read.success)
      expect(read.error.issues).toMatchObject([
        { path: ['paidAt'], message: coded('must_be_of_years', { first: 2000, last: 2100 }) },
      ]);
  });
});
