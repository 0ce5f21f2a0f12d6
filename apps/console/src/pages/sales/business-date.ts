import { dayOf } from '../../i18n/days.js';
import { timeOf } from '../../i18n/instants.js';
import type { StoreDay } from './sales-day.js';

/** The business date of an instant: by a store, as its days begin; where there is none, by the zone’s calendar. */
export function businessDateAt(
  instant: string,
  store: Pick<StoreDay, 'from' | 'timeZone'> | undefined,
  zone: string,
): string {
  if (store === undefined) return dayOf(instant, zone);
  const [hours = 0, minutes = 0] = timeOf(store.from, store.timeZone).split(':').map(Number);
  const began = new Date(Date.parse(instant) - (hours * 60 + minutes) * 60_000);
  return dayOf(began.toISOString(), store.timeZone);
}
