import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { CannotPlace } from '#connectors-core/order-sink.js';
import { sumFen } from '#domain/money.js';
import { plainYuan, pricedLines, productFen, spread, tillQuantity } from './pospal-prices.mapper.js';
import type { Priced, PricedLine } from './pospal-prices.mapper.js';

const Exact = Decimal.clone({ precision: 100 });
const fen = fc.bigInt({ min: 0n, max: 10n ** 9n });
const sum = (lines: readonly PricedLine[], of: (line: PricedLine) => Decimal): Decimal =>
  lines.reduce((total, line) => total.plus(of(line)), new Exact(0));
const cost = ({ quantity, price }: PricedLine): Decimal => new Exact(price).times(quantity).times(100);
const rounded = (line: PricedLine): Decimal => cost(line).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);

const item = (quantity: string, amount: bigint, price: string | null = null): Priced => ({
  itemName: '散装曲奇',
  quantity: new Exact(quantity),
  amount,
  price: price === null ? null : new Exact(price),
});
const grams = fc
  .integer({ min: 1, max: 500_000 })
  .filter((weight) => weight % 1000 !== 0)
  .map((weight) => new Exact(weight).div(1000).toFixed());
/** What a shop would ask for so much at that price. */
const weighed = fc
  .tuple(grams, fc.integer({ min: 0, max: 100_000 }))
  .map(([quantity, price]) =>
    item(
      quantity,
      BigInt(new Exact(quantity).times(price).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed()),
      String(price),
    ),
  );
const odd = fc.tuple(grams, fen).map(([quantity, amount]) => item(quantity, amount));
const whole = fc
  .tuple(fc.integer({ min: 1, max: 999 }).map(String), fen)
  .map(([n, amount]) => item(n, amount));

describe('the lines of an order', () => {
  it('of whole quantities come out exactly, at whole fen, in two lines at most', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 6n }), fen, (quantity, amount) => {
        const [lines = []] = pricedLines([item(quantity.toString(), amount)]);
        expect(lines).toHaveLength(amount % quantity === 0n ? 1 : 2);
        expect(sum(lines, ({ quantity: part }) => new Exact(part)).toFixed()).toBe(quantity.toString());
        expect(sum(lines, cost).toFixed()).toBe(amount.toString());
      }),
    );
  });

  it('come to their amounts whether each is rounded or only their sum, at prices of whole fen', () => {
    const items = fc.array(fc.oneof(weighed, odd, whole), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(items, (priced) => {
        const lines = pricedLines(priced);
        const total = priced.reduce((all, { amount }) => all + amount, 0n).toString();
        const all = lines.flat();
        expect(sum(all, cost).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed()).toBe(total);
        priced.forEach(({ quantity, amount }, index) => {
          const own = lines[index] ?? [];
          expect(sum(own, rounded).toFixed()).toBe(amount.toString());
          expect(sum(own, ({ quantity: part }) => new Exact(part)).toFixed()).toBe(quantity.toFixed());
        });
        for (const { quantity, price } of all) {
          expect(price).toMatch(/^\d+(\.\d{1,2})?$/);
          expect(new Exact(quantity).greaterThan(0)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of something weighed keep its price and its weight', () => {
    expect(pricedLines([item('0.355', 1061n, '2990')])).toEqual([[{ quantity: '0.355', price: '29.9' }]]);
    expect(pricedLines([item('0.355', 1066n)])).toEqual([[{ quantity: '0.355', price: '30.03' }]]);
    expect(pricedLines([item('0.355', 1066n, '2990')])).toEqual([[{ quantity: '0.355', price: '30.03' }]]);
  });

  it('of something weighed are two where no price fits, or where roundings would add up', () => {
    expect(pricedLines([item('2.5', 1001n)])).toEqual([
      [
        { quantity: '1.5', price: '4' },
        { quantity: '1', price: '4.01' },
      ],
    ]);
    // At its price each is 0.4 fen short: the second time that would be a fen.
    expect(pricedLines([item('0.6', 1000n, '1666'), item('0.6', 1000n, '1666')])).toEqual([
      [{ quantity: '0.6', price: '16.66' }],
      [{ quantity: '0.6', price: '16.67' }],
    ]);
  });

  it('never have a price below nothing', () => {
    expect(pricedLines([item('0.1', 0n, '-1')])).toEqual([[{ quantity: '0.1', price: '0' }]]);
  });

  it('of three whole ones are a fen apart', () => {
    expect(pricedLines([item('3', 1000n)])).toEqual([
      [
        { quantity: '2', price: '3.33' },
        { quantity: '1', price: '3.34' },
      ],
    ]);
  });

  it('need a quantity', () => {
    expect(tillQuantity('item', '2', '0.5').toFixed()).toBe('1');
    for (const [quantity, units] of [
      ['0', '1'],
      ['-1', '1'],
      ['1', '0'],
    ] as const) {
      expect(() => tillQuantity('item', quantity, units)).toThrow(CannotPlace);
    }
  });

  it('have the amount that price and quantity make, rounded half up', () => {
    expect(productFen('2', '12.50')).toBe(2500n);
    expect(productFen('0.355', '20')).toBe(710n);
    expect(productFen('0.355', '30.01')).toBe(1065n);
    expect(productFen('0.5', '0.01')).toBe(1n);
  });
});

describe('spreading a discount', () => {
  const case_ = fc
    .array(fen, { minLength: 1, maxLength: 40 })
    .chain((amounts) => fc.tuple(fc.constant(amounts), fc.bigInt({ min: 0n, max: sumFen(amounts) })));

  it('takes it off to the fen, from each at most what it has, in proportion', () => {
    fc.assert(
      fc.property(case_, ([amounts, discount]) => {
        const left = spread(amounts, discount);
        const total = sumFen(amounts);
        expect(sumFen(left)).toBe(total - discount);
        amounts.forEach((amount, index) => {
          const off = amount - (left[index] ?? 0n);
          expect(off >= 0n && off <= amount).toBe(true);
          // Less than a fen away from its share.
          const away = off * total - discount * amount;
          expect(away < total && away > -total).toBe(total > 0n);
        });
        expect(spread(amounts, discount)).toEqual(left);
      }),
    );
  });

  it('gives what is left to the greatest remainders, the first of equals', () => {
    expect(spread([1000n, 1000n, 1000n], 100n)).toEqual([966n, 967n, 967n]);
    expect(spread([100n, 900n], 5n)).toEqual([99n, 896n]);
  });
});

it('writes yuan as short as it can', () => {
  expect([0n, 5n, 50n, 1250n, 2500n].map(plainYuan)).toEqual(['0', '0.05', '0.5', '12.5', '25']);
});
