import type { Sql } from '#database/sql.js';
import type { AcceptedItem } from './product-input.js';

/**
 * Lets work go on that waited for a mapping of one of these items at the account; run in the transaction that
 * entered or replaced them. Dispatch does it; this lib may not know dispatch.
 */
export type Released = (sql: Sql, accountId: string, mapped: readonly AcceptedItem[]) => Promise<void>;
