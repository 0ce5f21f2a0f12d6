import { SPANS } from '#reporting/operator/compared-spans.js';
import type { ComparedSales } from '#reporting/operator/compared-sales.query.js';
import { slowness } from './slow-store.js';

type Figures = Partial<Record<(typeof SPANS)[number], readonly [orders: number, fen: bigint]>>;

const selling = (figures: Figures): Pick<ComparedSales, 'sold'> => ({
  sold: Object.fromEntries(
    SPANS.map((span) => {
      const [orders, totalFen] = figures[span] ?? [0, 0n];
      return [span, { orders, totalFen, provisional: false }];
    }),
  ) as ComparedSales['sold'],
});

const usual = {
  hourYesterday: [5, 1_000n],
  hourWeekAgo: [9, 2_000n],
  dayYesterday: [20, 10_000n],
  dayWeekAgo: [10, 8_000n],
} as const;

describe('a store that sells worse than usual', () => {
  it('does so in the present hour before it does so today', () => {
    expect(slowness(selling({ ...usual, hour: [1, 699n], day: [1, 100n] }))).toEqual({
      of: 'hour',
      percent: 69,
    });
    expect(slowness(selling({ ...usual, hour: [4, 700n], day: [9, 5_599n] }))).toEqual({
      of: 'today',
      percent: 69,
    });
    expect(slowness(selling({ ...usual, hour: [4, 700n], day: [9, 5_600n] }))).toBeUndefined();
  });

  it('is told of by what is usual on both days: few orders say nothing', () => {
    expect(slowness(selling(usual))).toEqual({ of: 'hour', percent: 0 });
    expect(
      slowness(selling({ ...usual, hourWeekAgo: [4, 2_000n], dayYesterday: [9, 9_000n] })),
    ).toBeUndefined();
    expect(slowness(selling({ ...usual, hourYesterday: [5, 0n], dayWeekAgo: [10, -5n] }))).toBeUndefined();
    expect(slowness(selling({}))).toBeUndefined();
  });
});
