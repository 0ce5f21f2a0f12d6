import type { Sql } from '#database/sql.js';

/**
 * Lets work go on that waited for a mapping of this account's products; run in the transaction that changed
 * mappings. Dispatch does it; this lib may not know dispatch.
 */
export type Released = (sql: Sql, accountId: string) => Promise<void>;
