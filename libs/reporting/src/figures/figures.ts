import type { HourlySales } from '#domain/hourly-sales.js';

/** What an hour is. */
export type Figures = Pick<HourlySales, 'totalFen' | 'orders' | 'items' | 'lines'>;
