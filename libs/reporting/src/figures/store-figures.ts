import type { Sql } from '#database/sql.js';
import { groupBy } from './group-by.js';
import { type HourFigures, hourlyFigures } from './hourly-calculator.js';
import { readSales, type StoreHour } from './hours.store.js';

/**
 * What the ledger says now of hours of any number of stores. Under `lockStores`.
 * @param hours in order within each store
 */
export async function figuresOf(sql: Sql, hours: readonly StoreHour[]): Promise<HourFigures<StoreHour>[]> {
  const sales = groupBy(await readSales(sql, hours), (sale) => sale.storeId);
  const stores = groupBy(hours, (hour) => hour.storeId);
  return [...stores].flatMap(([storeId, ofStore]) => hourlyFigures(ofStore, sales.get(storeId) ?? []));
}

/** Names an hour among those of many stores. */
export const hourKey = ({ storeId, start }: Pick<StoreHour, 'storeId' | 'start'>): string =>
  `${storeId} ${start.getTime()}`;
