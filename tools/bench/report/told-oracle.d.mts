import type { DrawnSale, Stretch } from './told-facts.mjs';

export function soldHours(sales: readonly DrawnSale[], stretch: Stretch): string[];
