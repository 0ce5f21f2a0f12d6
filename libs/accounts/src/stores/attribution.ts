import type { Sql } from '#database/sql.js';
import type { AttributionScope, Moving } from '#domain/attribution.js';

/** Who gives the recorded orders to stores: the ledger, which this lib may not know. */
export interface Attribution {
  /** What a change moves, in the transaction that makes it and may yet take it back. */
  preview(sql: Sql, scope: AttributionScope): Promise<Moving>;
  /** Moves it, in the transaction that changed a binding or a store. */
  begin(sql: Sql, scope: AttributionScope): Promise<void>;
}
