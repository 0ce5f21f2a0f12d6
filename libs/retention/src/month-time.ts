import type { MonthSpan } from '#database/retained.js';

const DAY_MS = 24 * 3_600_000;

/** `deliveries_2026_03`, as `ensure_partitions()` names them. */
const NAME = /^([a-z_]+)_(\d{4})_(0[1-9]|1[0-2])$/;

/** Which month of which table it is; undefined for a table that nobody here has made. */
export function monthOf(name: string): (MonthSpan & { readonly table: string }) | undefined {
  const [, table, year, month] = NAME.exec(name) ?? [];
  if (table === undefined) return undefined;
  const [y, m] = [Number(year), Number(month)];
  return { table, from: new Date(Date.UTC(y, m - 1)), to: new Date(Date.UTC(y, m)) };
}

/** Before that instant things are too old. */
export const keptSince = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

/** When a month may go: once its last row is too old. Null: never. */
export const goesAt = ({ to }: MonthSpan, days: number | null): Date | null =>
  days === null ? null : new Date(to.getTime() + days * DAY_MS);

export function isOver(month: MonthSpan, days: number | null, now: Date): boolean {
  const at = goesAt(month, days);
  return at !== null && at.getTime() <= now.getTime();
}
