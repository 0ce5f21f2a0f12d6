import fc from 'fast-check';
import { instantOf, maybeBigintAt, maybeInstantAt, placesOf, textAt } from './text-row.js';

/** As PostgreSQL writes it under UTC and ISO. */
const written = (at: Date): string =>
  at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.?0*Z$/, '+00');

it('reads every instant of a year with four digits as it was written', () => {
  const instants = fc.date({
    min: new Date('0100-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, (at) => expect(instantOf(written(at))).toEqual(at)),
    { numRuns: 1_000 },
  );
});

it.each([
  ['2026-03-05 12:34:56+00', '2026-03-05T12:34:56.000Z'],
  ['2026-03-05 12:34:56.7+00', '2026-03-05T12:34:56.700Z'],
  ['2026-03-05 12:34:56.078901+00', '2026-03-05T12:34:56.078Z'],
])('reads %s as %s', (text, at) => {
  expect(instantOf(text).toISOString()).toBe(at);
});

it.each(['2026-03-05 20:34:56+08', '12026-03-05 12:34:56+00', 'infinity'])('refuses %s', (text) => {
  expect(() => instantOf(text)).toThrow(RangeError);
});

it('finds columns by their names, and nothing where there is nothing', () => {
  const at = placesOf({ id: 'l.id', paidAt: 'l.paid_at', fen: 'l.sale_fen' });
  const row = ['a', null, '-12345678901234567'];
  expect(textAt(row, at.id)).toBe('a');
  expect(maybeInstantAt(row, at.paidAt)).toBeNull();
  expect(maybeBigintAt(row, at.fen)).toBe(-12345678901234567n);
});
