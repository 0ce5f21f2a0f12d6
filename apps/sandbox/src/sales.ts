import { chinaIso, hourStart } from './china-time.js';

/** One order that counts: paid (of a till: made) and not cancelled. */
export interface Sale {
  readonly store: string;
  readonly paidAt: number;
  readonly fen: bigint;
  readonly items: bigint;
}

interface HourOfSales {
  readonly hourStart: string;
  readonly orders: number;
  readonly items: bigint;
  readonly totalFen: bigint;
}

interface SalesSum {
  readonly hours: readonly HourOfSales[];
  readonly orders: number;
  readonly items: bigint;
  readonly totalFen: bigint;
}

/** Pieces sold; a line with a fraction was weighed and is one item. */
export const itemCount = (quantities: readonly string[]): bigint =>
  quantities.reduce(
    (sum, quantity) => sum + (/\.0*[1-9]/.test(quantity) ? 1n : BigInt(quantity.split('.')[0] ?? '0')),
    0n,
  );

interface SalesFilter {
  readonly store?: string | undefined;
  /** Pay time in [from, to), epoch ms. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Sums per store-local hour of the pay time; an hour without a sale is not listed. */
export function sumSales(
  sales: Iterable<Sale>,
  { store, from = -Infinity, to = Infinity }: SalesFilter,
): SalesSum {
  const hours = new Map<number, { orders: number; items: bigint; totalFen: bigint }>();
  const all = { orders: 0, items: 0n, totalFen: 0n };
  for (const sale of sales) {
    if ((store !== undefined && sale.store !== store) || sale.paidAt < from || sale.paidAt >= to) continue;
    const start = hourStart(sale.paidAt);
    const hour = hours.get(start) ?? { orders: 0, items: 0n, totalFen: 0n };
    hours.set(start, hour);
    for (const sum of [hour, all]) {
      sum.orders += 1;
      sum.items += sale.items;
      sum.totalFen += sale.fen;
    }
  }
  const sorted = [...hours].sort(([a], [b]) => a - b);
  return { hours: sorted.map(([start, sum]) => ({ hourStart: chinaIso(start), ...sum })), ...all };
}

/** @param saleOf null where an order does not count */
export function* eachSale<T>(orders: Iterable<T>, saleOf: (order: T) => Sale | null): Iterable<Sale> {
  for (const order of orders) {
    const sale = saleOf(order);
    if (sale !== null) yield sale;
  }
}
