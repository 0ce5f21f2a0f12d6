import type { RetainedMonths, RetainedRows } from '#database/retained.js';
import type { RetentionKind } from '#domain/retention.js';

/** What goes together, by one setting. Whoever puts the hub together lists them. */
export interface RetainedKind {
  readonly kind: RetentionKind;
  /** Of one month in this order: a later table's goes only once the earlier one's has gone. */
  readonly months: readonly RetainedMonths[];
  readonly rows: readonly RetainedRows[];
}

export const tablesOf = ({ months, rows }: RetainedKind): string[] =>
  [...months, ...rows].map(({ table }) => table);
