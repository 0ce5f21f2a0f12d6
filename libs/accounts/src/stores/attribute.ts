import type { Sql } from '#database/sql.js';

/**
 * Gives the recorded orders to stores anew; run in the transaction that changed a binding or a store, so
 * that nobody sees orders that belong elsewhere. The ledger does it; this lib may not know the ledger.
 * @param accountId the account whose bindings changed; null for all accounts
 */
export type Attribute = (sql: Sql, accountId: string | null) => Promise<void>;
