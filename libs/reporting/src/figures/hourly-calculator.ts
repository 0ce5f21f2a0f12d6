import type { Hour } from '#domain/business-time.js';
import type { HourlySales } from '#domain/hourly-sales.js';
import type { Fen } from '#domain/money.js';

/** What one order sells, and when. */
export interface SaleRow {
  readonly saleAt: Date;
  readonly saleFen: Fen;
  readonly items: number;
  readonly lines: number;
}

export type Figures = Pick<HourlySales, 'totalFen' | 'orders' | 'items' | 'lines'>;

export const NO_SALES: Figures = { totalFen: 0n, orders: 0, items: 0, lines: 0 };

export interface HourFigures<H extends Hour = Hour> {
  readonly hour: H;
  readonly figures: Figures;
}

/**
 * The figures of each hour: a sale counts in the hour that holds its instant, and nowhere if none does.
 * @param hours of one store, in order, without overlap; gaps are allowed
 * @param rows of the same store, in any order
 */
export function hourlyFigures<H extends Hour>(
  hours: readonly H[],
  rows: readonly SaleRow[],
): HourFigures<H>[] {
  const sums = hours.map((hour) => ({ hour, figures: NO_SALES }));
  for (const row of rows) {
    const sum = sums[hourHolding(hours, row.saleAt)];
    if (sum !== undefined) sum.figures = add(sum.figures, row);
  }
  return sums;
}

export const sameFigures = (one: Figures, other: Figures): boolean =>
  one.totalFen === other.totalFen &&
  one.orders === other.orders &&
  one.items === other.items &&
  one.lines === other.lines;

const add = (sum: Figures, { saleFen, items, lines }: SaleRow): Figures => ({
  totalFen: sum.totalFen + saleFen,
  orders: sum.orders + 1,
  items: sum.items + items,
  lines: sum.lines + lines,
});

/** By halving; -1 where no hour holds the instant. */
function hourHolding(hours: readonly Hour[], instant: Date): number {
  let [low, high] = [0, hours.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const hour = hours[middle];
    if (hour === undefined) return -1;
    if (instant < hour.start) high = middle - 1;
    else if (instant >= hour.end) low = middle + 1;
    else return middle;
  }
  return -1;
}
