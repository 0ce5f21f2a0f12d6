import type { Sql } from '#database/sql.js';

/** What became of a slice of legs. */
export interface Refolded {
  readonly ordersChanged: number;
  /** Legs that cannot be folded anew, and why; null: as the last failure said. */
  readonly left?: { readonly legs: number; readonly message: string | null };
}

/** What one kind of refold does with a slice of legs. */
export interface RefoldStep {
  /** How many legs are looked at in one transaction: whoever records one of their orders waits no longer. */
  readonly slice: number;
  /** In the transaction that has the refold in hand; takes the locks that it needs. */
  take(sql: Sql, legIds: readonly string[]): Promise<Refolded>;
}
