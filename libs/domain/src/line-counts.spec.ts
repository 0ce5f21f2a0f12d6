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
