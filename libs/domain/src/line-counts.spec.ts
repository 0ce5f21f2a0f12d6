import { countLines } from './line-counts.js';

const line = (quantity: string, unit: string | null = null) => ({
  itemName: '苹果',
  itemSpec: null,
  unit,
  quantity,
  unitPrice: null,
  amountFen: null,
});

describe('countLines', () => {
  it('counts a weighed line as one item', () => {
    const lines = [line('3'), line('0.350'), line('2', 'KG'), line('1', '斤'), line('4', '份')];
    expect(countLines(lines)).toEqual({ items: 10, lines: 5 });
  });

  it('does not take a bar code in the quantity for so many pieces', () => {
    expect(countLines([line('6901234567890'), line('2')]).items).toBe(3);
  });

  it('counts each line as one where all together are more pieces than an order has', () => {
    const [most, more] = [10, 11].map((lines) => Array.from({ length: lines }, () => line('100000')));
    expect(countLines(most!).items).toBe(1_000_000);
    expect(countLines(more!).items).toBe(11);
    expect(countLines(Array.from({ length: 30_000 }, () => line('100000'))).items).toBe(30_000);
  });

  it('counts neither deductions nor lines of nothing, but gifts', () => {
    const lines = [
      line('2'),
      { ...line('1'), amountFen: 0n },
      { ...line('1'), unitPrice: '-5.00', amountFen: -500n },
      { ...line('0'), amountFen: 0n },
      line('0'),
      line('-2'),
      line('-0.5', 'kg'),
    ];
    expect(countLines(lines)).toEqual({ items: 3, lines: 2 });
    expect(countLines(lines.slice(2))).toEqual({ items: 0, lines: 0 });
  });
});
