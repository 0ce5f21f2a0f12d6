import type { ComparedSales, Sold } from '#reporting/operator/compared-sales.query.js';

/** A store sells worse than usual below so much of the lesser of yesterday and a week ago. */
const USUAL_PERCENT = 70;
/** Fewer orders than these are chance, on either day. */
const LEAST_ORDERS = { hour: 5, today: 10 } as const;

export interface Slow {
  readonly of: 'hour' | 'today';
  /** Its sales, of the lesser of yesterday's and last week's. */
  readonly percent: number;
}

/** Whether it sells worse than usual: in the present hour, else today. Too few orders, or none, say nothing. */
export function slowness({ sold }: Pick<ComparedSales, 'sold'>): Slow | undefined {
  const hour = percentOf(sold.hour, [sold.hourYesterday, sold.hourWeekAgo], LEAST_ORDERS.hour);
  if (hour !== undefined) return { of: 'hour', percent: hour };
  const today = percentOf(sold.day, [sold.dayYesterday, sold.dayWeekAgo], LEAST_ORDERS.today);
  return today === undefined ? undefined : { of: 'today', percent: today };
}

/** Undefined where it is not below the usual. */
function percentOf(now: Sold, usual: readonly [Sold, Sold], leastOrders: number): number | undefined {
  if (usual.some(({ orders, totalFen }) => orders < leastOrders || totalFen <= 0n)) return undefined;
  const [a, b] = [usual[0].totalFen, usual[1].totalFen];
  const percent = Number((now.totalFen * 100n) / (a < b ? a : b));
  return percent < USUAL_PERCENT ? percent : undefined;
}
