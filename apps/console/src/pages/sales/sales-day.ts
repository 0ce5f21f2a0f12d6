import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { salesDay, salesDayPage } from '#admin-contract/sales-day.js';
import { call } from '../../api/call.js';

export type StoreDay = z.input<typeof salesDay>;
export type DayHour = StoreDay['hours'][number];
type Page = z.input<typeof salesDayPage>;

export interface WholeDay {
  readonly asOf: string;
  readonly stores: readonly StoreDay[];
}

/** Stores that one call asks for: more would keep the hub busy for longer at a time. */
const AT_ONCE = 50;
/**
 * A day of hundreds of stores is not read anew for each of their hours that changes: ever so often, and the more stores,
 * the seldomer.
 */
const EVERY_MS = 10_000;
const MORE_A_STORE_MS = 100;

/** @param date `yyyy-MM-dd` of the stores’ business days; undefined: the present one */
export const useWholeDay = (date: string | undefined) =>
  useQuery({
    queryKey: ['sales_day', date],
    queryFn: () => readDay(date),
    refetchInterval: ({ state }) => EVERY_MS + (state.data?.stores.length ?? 0) * MORE_A_STORE_MS,
  });

async function readDay(date: string | undefined): Promise<WholeDay> {
  const stores: StoreDay[] = [];
  for (let cursor: string | undefined; ;) {
    const query = new URLSearchParams({
      limit: String(AT_ONCE),
      ...(date === undefined ? {} : { date }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const page: Page = await call('GET', `sales/days?${query.toString()}`);
    stores.push(...page.items);
    if (page.nextCursor === null) return { asOf: page.asOf, stores };
    cursor = page.nextCursor;
  }
}
