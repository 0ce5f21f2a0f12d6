import type { Sql } from '#database/sql.js';
import type { ComparedOrder } from '../compare/compared-order.js';
import type { Comparison } from '../compare/comparison.js';

/** An order, and what comparing it has shown. */
export interface TalliedOrder {
  readonly order: Pick<ComparedOrder, 'id' | 'legs'>;
  readonly comparison: Comparison;
}

/** Who counts what was compared and what of it differed. */
export interface ComparedTally {
  /** In the transaction that keeps what it has shown; one statement, whatever their number. */
  add(sql: Sql, compared: readonly TalliedOrder[], now: Date): Promise<void>;
}
