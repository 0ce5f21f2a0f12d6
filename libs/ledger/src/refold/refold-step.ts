import type { Sql } from '#database/sql.js';

/** A leg, or an order and when it sold. */
export interface Looked {
  readonly id: string;
  readonly at: Date | null;
}

/** What is taken in hand at once. */
export interface Slice {
  readonly items: readonly Looked[];
  /** The last one before it; null: it is the first. */
  readonly after: Looked | null;
  /** Nothing comes after it. */
  readonly isLast: boolean;
}

/** What became of a slice. */
export interface Refolded {
  readonly ordersChanged: number;
  /** Legs or orders that cannot be folded anew, and why; null: as the last failure said. */
  readonly left?: { readonly legs: number; readonly message: string | null };
}

/** What one kind of refold does with a slice of legs or orders. */
export interface RefoldStep {
  /** How many are looked at in one transaction: whoever records one of their orders waits no longer. */
  readonly slice: number;
  next(sql: Sql, after: Looked | null, limit: number): Promise<readonly Looked[]>;
  /** In the transaction that has the refold in hand; takes the locks that it needs. */
  take(sql: Sql, slice: Slice): Promise<Refolded>;
}
