import fc from 'fast-check';
import { yuanOf } from './money.js';

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
