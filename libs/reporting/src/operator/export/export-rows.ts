import { businessDate, businessDay, hoursBeginningIn } from '#domain/business-time.js';
import type { Fen } from '#domain/money.js';
import { EXPORTED_PARTS, type ExportedHour, type ExportedPart, type ExportedStore } from './exported-hour.js';

export type ExportBy = 'hour' | 'day' | 'store';

/** The sum of some hours. */
export interface ExportSums {
  hours: number;
  missingHours: number;
  orders: number;
  items: number;
  lines: number;
  readonly parts: Record<ExportedPart, Fen>;
  /** Of hours of which nothing but the total is known. */
  unpartedFen: Fen;
  totalFen: Fen;
  readonly payments: Map<string, Fen>;
  /** The greatest among the hours'. */
  revision: number;
  /** Whether any of the hours is. */
  provisional: boolean;
}

/** Hours of one store that belong together: one, those of a business day, or all. */
export interface ExportRow extends ExportSums {
  readonly store: ExportedStore;
  /** Where the first of them begins. */
  readonly start: Date;
  readonly businessDate: string;
}

export const noSums = (): ExportSums => ({
  ...{ hours: 0, missingHours: 0, orders: 0, items: 0, lines: 0 },
  parts: {
    ...{ grossFen: 0n, discountFen: 0n, freightFen: 0n, packagingFen: 0n },
    ...{ serviceFen: 0n, roundingFen: 0n, refundFen: 0n },
  },
  ...{ unpartedFen: 0n, totalFen: 0n, payments: new Map(), revision: 0, provisional: false },
});

/** Adds an hour up. */
export function addHour(sums: ExportSums, hour: ExportedHour): void {
  sums.hours += 1;
  sums.orders += hour.orders;
  sums.items += hour.items;
  sums.lines += hour.lines;
  sums.totalFen += hour.totalFen;
  if (hour.parts === null) sums.unpartedFen += hour.totalFen;
  else for (const part of EXPORTED_PARTS) sums.parts[part] += hour.parts[part];
  for (const [method, fen] of hour.payments)
    sums.payments.set(method, (sums.payments.get(method) ?? 0n) + fen);
  sums.revision = Math.max(sums.revision, hour.revision);
  sums.provisional ||= hour.provisional;
}

/**
 * Makes rows of hours that come store by store, each store's in the order of time. What is missing is missing between a
 * store's first hour and the end of the file, whichever way it is added up: a day without any hour is a row, too.
 */
export class ExportRows {
  readonly total = noSums();
  private row: ExportRow | undefined;
  /** Up to which the store's missing hours are counted; undefined before its first row has ended. */
  private countedTo: Date | undefined;

  /** @param ends by store: before which its last hour in the file begins */
  constructor(
    private readonly by: ExportBy,
    private readonly ends: ReadonlyMap<string, Date>,
  ) {}

  /** @returns the rows that these hours complete; the last is still open */
  take(hours: readonly ExportedHour[]): ExportRow[] {
    return hours.flatMap((hour) => {
      const day = businessDate(hour.start, hour.store.timeZone, hour.store.businessDayStart);
      const done = this.goesOn(hour, day) ? [] : this.close(hour);
      this.row ??= { store: hour.store, start: hour.start, businessDate: day, ...noSums() };
      addHour(this.row, hour);
      addHour(this.total, hour);
      return done;
    });
  }

  /**
   * @param next the first hour of the next row, where there is one
   * @returns the row that is still open, and a row for each whole day that is missing after it
   */
  close(next?: ExportedHour): ExportRow[] {
    const { row } = this;
    if (row === undefined) return [];
    this.row = undefined;
    const end = this.ends.get(row.store.id) ?? row.start;
    const isLast = next?.store !== row.store;
    const rows = [this.ended(row, end)];
    if (this.by === 'day') rows.push(...this.missingDays(row.store, isLast ? end : dayOf(next).from));
    if (isLast) this.countedTo = undefined;
    return rows;
  }

  private goesOn(hour: ExportedHour, day: string): boolean {
    if (this.by === 'hour' || this.row?.store !== hour.store) return false;
    return this.by === 'store' || this.row.businessDate === day;
  }

  private missingDays(store: ExportedStore, before: Date): ExportRow[] {
    const rows = [];
    for (let start = this.countedTo; start !== undefined && start < before; start = this.countedTo) {
      const day = businessDate(start, store.timeZone, store.businessDayStart);
      rows.push(this.ended({ store, start, businessDate: day, ...noSums() }, before));
    }
    return rows.filter(({ missingHours }) => missingHours > 0);
  }

  /** @param end of the store's part of the file */
  private ended(row: ExportRow, end: Date): ExportRow {
    if (this.by === 'hour') return row;
    const dayEnd = dayOf(row).to;
    const to = this.by === 'day' && dayEnd < end ? dayEnd : end;
    const all = hoursBeginningIn(this.countedTo ?? row.start, to, row.store.timeZone);
    row.missingHours = all.length - row.hours;
    this.total.missingHours += row.missingHours;
    this.countedTo = to;
    return row;
  }
}

const dayOf = ({ store, start }: Pick<ExportRow, 'store' | 'start'>) =>
  businessDay(
    businessDate(start, store.timeZone, store.businessDayStart),
    store.timeZone,
    store.businessDayStart,
  );
