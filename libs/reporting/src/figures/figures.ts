import type { HourlySales } from '#domain/hourly-sales.js';

/** What an hour is. */
export type Figures = Pick<HourlySales, 'totalFen' | 'orders' | 'items' | 'lines'>;

/** Whether a report of the one says what a report of the other does. */
export const sameFigures = (one: Figures, other: Figures): boolean =>
  one.totalFen === other.totalFen &&
  one.orders === other.orders &&
  one.items === other.items &&
  one.lines === other.lines;
