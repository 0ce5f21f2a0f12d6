import fc from 'fast-check';
import { fenOf, fenToYuan, readFen, sumFen } from './money.js';

describe('money', () => {
  it('writes fen as yuan with two decimals', () => {
    expect([fenToYuan(0n), fenToYuan(5n), fenToYuan(12_850n), fenToYuan(-5n)]).toEqual([
      '0.00',
      '0.05',
      '128.50',
      '-0.05',
    ]);
  });

  it('reads back what it wrote, at any size that an amount may have', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (fen) => {
        expect(fenOf(fenToYuan(fen), 'yuan')).toBe(fen);
        expect(fenOf(fen.toString(), 'fen')).toBe(fen);
      }),
    );
  });

  it('takes further zeros for what they are', () => {
    expect(['12', '12.5', '12.500'].map((text) => fenOf(text, 'yuan'))).toEqual([1_200n, 1_250n, 1_250n]);
    expect(fenOf('1250.00', 'fen')).toBe(1_250n);
  });

  it.each(['', '1,000', '1e3', '１２', '12.', '.5', ' 12', 'NaN', '--1'])(
    'takes %p for no amount',
    (text) => {
      expect(fenOf(text, 'yuan')).toBeUndefined();
      expect(fenOf(text, 'fen')).toBeUndefined();
    },
  );

  it.each([
    ['2500.0000000001', 2_500n],
    ['2499.9999999', 2_500n],
    ['2499.999999', 2_500n],
    ['2500.000001', 2_500n],
    ['-0.0000000001', 0n],
    ['-4.9999999999', -5n],
    ['999999.9999999', 1_000_000n],
  ])('takes %s fen for what arithmetic in floats leaves of a whole fen', (text, fen) => {
    expect(fenOf(text, 'fen')).toBe(fen);
  });

  it.each(['2500.0000010001', '2500.5', '2499.999998', '0.00001'])('does not round %s fen', (text) => {
    expect(fenOf(text, 'fen')).toBeUndefined();
  });

  it.each([
    ['25.00000001', 2_500n],
    ['24.99999999', 2_500n],
    ['0.30000000000000004', 30n],
    ['0.005', undefined],
    ['24.9999', undefined],
  ])('reads %s yuan to the same bound', (text, fen) => {
    expect(fenOf(text, 'yuan')).toBe(fen);
  });

  it.each([
    ['10000000000.00', 'yuan', { fen: 10n ** 12n }],
    ['-1000000000000', 'fen', { fen: -(10n ** 12n) }],
    ['10000000000.01', 'yuan', { fault: 'not_an_amount' }],
    ['-1000000000001', 'fen', { fault: 'not_an_amount' }],
    ['6901234567890', 'yuan', { fault: 'not_an_amount' }],
    ['92233720368547758070', 'fen', { fault: 'not_an_amount' }],
    ['1e3', 'fen', { fault: 'not_an_amount' }],
    ['', 'yuan', { fault: 'not_an_amount' }],
    ['0.005', 'yuan', { fault: 'not_whole_fen' }],
  ] as const)('says of %s %s what it is', (text, unit, read) => {
    expect(readFen(text, unit)).toEqual(read);
    expect(fenOf(text, unit)).toBe('fen' in read ? read.fen : undefined);
  });

  it('sums without loss', () => {
    expect(sumFen([9_007_199_254_740_993n, 1n])).toBe(9_007_199_254_740_994n);
    expect(sumFen([])).toBe(0n);
  });
});
