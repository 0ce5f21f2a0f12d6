import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { reconciliationDay } from '#admin-contract/reconciliation-day.js';
import { call } from '../../api/call.js';
import type { Store } from '../../api/stores.js';
import { type Part, queryOf } from '../../api/use-list.js';
import { dayAfter, startOfDay } from '../../i18n/days.js';

export type ComparedDay = z.input<typeof reconciliationDay>;

export const MOST_DAYS = 31;

/** Business days of a store as each side sees them. @param toDay the last one, which is shown too */
export const useDays = (store: Store, fromDay: string, toDay: string) =>
  useQuery({
    queryKey: ['sales_hour', 'days', store.id, fromDay, toDay],
    queryFn: () => {
      const [from, to] = [beginsAt(store, fromDay), beginsAt(store, dayAfter(toDay, 1))];
      const query = queryOf({ storeId: store.id, from, to, limit: String(MOST_DAYS) });
      return call<Part<ComparedDay>>('GET', `reconciliation/days?${query}`);
    },
    meta: { hints: ['discrepancy', 'submission'] },
  });

/** When a business day of a store begins. */
function beginsAt({ timeZone, businessDayStart }: Store, day: string): string {
  const [hours = 0, minutes = 0] = businessDayStart.split(':').map(Number);
  return new Date(Date.parse(startOfDay(day, timeZone)) + (hours * 60 + minutes) * 60_000).toISOString();
}
