import type { Sql } from '#database/sql.js';
import type { AttributionScope, Moving } from '#domain/attribution.js';

/** The job that gives recorded orders to their stores. */
export interface BegunAttribution {
  readonly id: string;
  /** Whether there are orders that have to move, as far as can be told at once. */
  readonly movesOrders: boolean;
}

/** Who gives the recorded orders to stores: the ledger, which this lib may not know. */
export interface Attribution {
  /** Stores whose orders a change may move, before it is made. */
  stores(sql: Sql, scope: AttributionScope): Promise<string[]>;
  /** What a change moves, in the transaction that makes it and may yet take it back. */
  preview(sql: Sql, scope: AttributionScope): Promise<Moving>;
  /**
   * Makes the job, in the transaction that changed a binding or a store.
   * @param storeIds whose hours rest while orders move; their rows are locked
   */
  begin(sql: Sql, scope: AttributionScope, storeIds: readonly string[]): Promise<BegunAttribution>;
  /** Goes on with the job for a moment, after the commit. @returns whether it has ended */
  goOn(id: string): Promise<boolean>;
}

/** @returns the job that still moves orders; null where all of them are where they belong */
export async function jobLeft(
  attribution: Attribution,
  { id, movesOrders }: BegunAttribution,
): Promise<string | null> {
  const hasEnded = await attribution.goOn(id);
  return movesOrders && !hasEnded ? id : null;
}
