import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type ComparedSample,
  fromKeys,
  joined,
  keyOf,
  MOST_KEPT,
  tallyOf,
  thinned,
  toKeys,
} from './compared-sample.js';

const idOf = (n: number): string => {
  const hex = createHash('sha256').update(String(n)).digest('hex');
  return `00000000-0000-7000-8000-${hex.slice(0, 12)}`;
};
const sampleOf = (orders: readonly (readonly [number, boolean])[]): ComparedSample => ({
  level: 0,
  orders: new Map(orders.map(([n, differs]) => [keyOf(idOf(n)), differs])),
});
const orders = fc.array(fc.tuple(fc.nat(60), fc.boolean()), { maxLength: 40 });

it('counts each order once, as it was the last time', () => {
  fc.assert(
    fc.property(fc.array(orders, { maxLength: 6 }), (parts) => {
      const last = new Map(parts.flat());
      expect(tallyOf(joined(parts.map(sampleOf)))).toEqual({
        compared: last.size,
        differing: [...last.values()].filter((differs) => differs).length,
      });
    }),
  );
});

it('is the same after it was written', () => {
  fc.assert(
    fc.property(orders, (some) => {
      const sample = sampleOf(some);
      const read = fromKeys(0, toKeys(sample, false), toKeys(sample, true));
      expect(new Map([...read.orders].sort())).toEqual(new Map([...sample.orders].sort()));
    }),
  );
});

it('is exact as long as a row holds it, and near it beyond that', () => {
  const of = (count: number) => sampleOf(Array.from({ length: count }, (_, n) => [n, n % 5 === 0] as const));
  expect(thinned(of(MOST_KEPT))).toEqual(of(MOST_KEPT));
  const many = thinned(of(50_000));
  expect(many.orders.size).toBeLessThanOrEqual(MOST_KEPT);
  const { compared, differing } = tallyOf(many);
  expect(Math.abs(compared - 50_000)).toBeLessThan(5_000);
  expect(Math.abs(differing / compared - 0.2)).toBeLessThan(0.03);
});

it('counts by the coarsest of several', () => {
  const whole = sampleOf(Array.from({ length: 20_000 }, (_, n) => [n, false] as const));
  const coarse = thinned(whole);
  expect(joined([whole, coarse])).toEqual(coarse);
});
