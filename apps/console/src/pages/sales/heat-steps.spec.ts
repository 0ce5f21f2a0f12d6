import fc from 'fast-check';
import { shadeOf, shadesOf } from './heat-steps.js';
import { shortYuan } from './short-yuan.js';
import { viewOf } from './rows-in-view.js';
import { nextPlace } from './next-place.js';

it('shades parts of hours that are about as many, and a greater amount is never paler', () => {
  expect(shadesOf([])).toEqual([]);
  expect(shadesOf([100, 200, 300, 400, 100_000].map((yuan) => yuan * 100))).toEqual([
    20_000, 30_000, 40_000, 10_000_000,
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 9_999_999 })), (amounts) => {
      const bounds = shadesOf(amounts);
      const shades = [...amounts].sort((a, b) => a - b).map((fen) => shadeOf(fen, bounds));
      expect(shades).toEqual([...shades].sort((a, b) => a - b));
      expect(Math.max(0, ...shades)).toBeLessThanOrEqual(5);
    }),
  );
});

it('writes an amount as a cell has room for it', () => {
  const written = (fen: number) => [shortYuan(fen, 'zh'), shortYuan(fen, 'en')];
  expect(written(0)).toEqual(['0', '0']);
  expect(written(49)).toEqual(['<1', '<1']);
  expect(written(-123_449)).toEqual(['−1234', '−1234']);
  expect(written(1_234_567_00)).toEqual(['123万', '1.23m']);
  expect(written(123_456_00)).toEqual(['12.3万', '123k']);
});

it('renders every row that is in sight, and few besides', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.integer({ min: 50, max: 2_000 }), (scrolled, height) => {
      const { from, to } = viewOf(scrolled, height, 36);
      expect(from * 36).toBeLessThanOrEqual(scrolled);
      expect(to * 36).toBeGreaterThanOrEqual(scrolled + height);
      expect((to - from) * 36).toBeLessThanOrEqual(height + 32 * 36);
    }),
  );
});

it('goes by keys to cells that are there', () => {
  const size = { rows: 500, columns: 25, page: 10 };
  const from = (key: string, isCtrl = false) => nextPlace(key, isCtrl, { row: 3, column: 0 }, size);
  expect(from('ArrowLeft')).toEqual({ row: 3, column: 0 });
  expect(from('PageDown')).toEqual({ row: 13, column: 0 });
  expect(from('End')).toEqual({ row: 3, column: 24 });
  expect(from('End', true)).toEqual({ row: 499, column: 24 });
  expect(from('a')).toBeUndefined();
});
