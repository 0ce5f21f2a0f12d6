import { businessDay } from '#domain/business-time.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { ExportedStore } from './exported-hour.js';

/** Hours that begin in [from, to), or those of the stores’ business days from the first to the last, both included. */
export type ExportSpan =
  | { readonly from: Date; readonly to: Date }
  /** `yyyy-MM-dd`. */
  | { readonly fromDay: string; readonly toDay: string };

/** Stores in a row whose hours of the export begin in [from, to). */
export interface StoresPeriod {
  readonly stores: readonly ExportedStore[];
  readonly from: Date;
  readonly to: Date;
}

/** @throws DomainError naming the field */
export function refuseBackwards(span: ExportSpan): void {
  if ('fromDay' in span) {
    if (span.fromDay > span.toDay) throw new DomainError(refusal('to_day_before_from_day'), 'toDay');
  } else if (span.from >= span.to) throw new DomainError(refusal('to_not_after_from'), 'to');
}

/** The stores in their order; those whose days begin at the same time together. */
export function storesPeriods(stores: readonly ExportedStore[], span: ExportSpan): StoresPeriod[] {
  if (!('fromDay' in span)) return [{ stores, from: span.from, to: span.to }];
  const periods: (StoresPeriod & { readonly stores: ExportedStore[] })[] = [];
  for (const store of stores) {
    const { timeZone, businessDayStart } = store;
    const { from } = businessDay(span.fromDay, timeZone, businessDayStart);
    const { to } = businessDay(span.toDay, timeZone, businessDayStart);
    const last = periods.at(-1);
    if (last?.from.getTime() === from.getTime() && last.to.getTime() === to.getTime())
      last.stores.push(store);
    else periods.push({ stores: [store], from, to });
  }
  return periods;
}

/** The least period that holds all of them; undefined where there is none. */
export function hull(periods: readonly StoresPeriod[]): { from: Date; to: Date } | undefined {
  if (periods.length === 0) return undefined;
  const from = Math.min(...periods.map((period) => period.from.getTime()));
  return { from: new Date(from), to: new Date(Math.max(...periods.map((period) => period.to.getTime()))) };
}

/** What of the periods lies in another. */
export const cut = (
  periods: readonly StoresPeriod[],
  { from, to }: { readonly from: Date; readonly to: Date },
): StoresPeriod[] =>
  periods
    .map((period) => ({
      stores: period.stores,
      from: period.from > from ? period.from : from,
      to: period.to < to ? period.to : to,
    }))
    .filter((period) => period.from < period.to);
