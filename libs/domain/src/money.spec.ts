import fc from 'fast-check';
import { fenToYuan, parseFen, sumFen, yuanToFen } from './money.js';

describe('money', () => {
  it('writes fen as yuan with two decimals', () => {
    expect([fenToYuan(0n), fenToYuan(5n), fenToYuan(12_850n), fenToYuan(-5n)]).toEqual([
      '0.00',
      '0.05',
      '128.50',
      '-0.05',
    ]);
  });

  it('reads back what it wrote, at any size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (fen) => {
        expect(yuanToFen(fenToYuan(fen))).toBe(fen);
      }),
    );
  });

  it('takes further zeros for what they are', () => {
    expect([yuanToFen('12'), yuanToFen('12.5'), yuanToFen('12.500')]).toEqual([1_200n, 1_250n, 1_250n]);
  });

  it.each(['', '1,000', '1e3', '１２', '12.', ' 12', 'NaN'])('refuses %p', (text) => {
    expect(() => yuanToFen(text)).toThrow('not an amount in yuan');
  });

  it('refuses a part of a fen instead of rounding it', () => {
    expect(() => yuanToFen('0.005')).toThrow('not a whole fen');
    expect(() => parseFen('12.5')).toThrow('not a whole number of fen');
  });

  it('sums without loss', () => {
    expect(sumFen([9_007_199_254_740_993n, 1n])).toBe(9_007_199_254_740_994n);
    expect(sumFen([])).toBe(0n);
  });
});
