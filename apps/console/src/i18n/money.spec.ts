import fc from 'fast-check';
import { fenOf, yuanOf } from './money.js';

it.each([
  [0, '0.00'],
  [5, '0.05'],
  [1_234_567, '12,345.67'],
  [-2_500, '−25.00'],
  ['900719925474099312', '9,007,199,254,740,993.12'],
])('%s fen are %s yuan', (fen, yuan) => expect(yuanOf(fen)).toBe(yuan));

it('loses no fen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (fen) => {
      expect(BigInt(yuanOf(fen).replace('−', '-').replace(/[,.]/g, ''))).toBe(fen);
    }),
  );
});

it.each([
  ['25', 2500n],
  ['25.5', 2550n],
  [' 1,234.56 ', 123_456n],
  ['0.07', 7n],
  ['', undefined],
  ['1.234', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['abc', undefined],
])('%j typed is %s fen', (typed, fen) => expect(fenOf(typed)).toBe(fen));

it('reads what it shows', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), (fen) => expect(fenOf(yuanOf(fen))).toBe(fen)),
  );
});
