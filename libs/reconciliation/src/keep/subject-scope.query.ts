import { isWholeOrderOf } from '#ledger/order-scope.query.js';

/**
 * SQL: what a discrepancy or a repair is about is of one of these stores: an hour, or an order that is theirs now with all
 * its legs. What is about an account is of no store.
 */
export const isSubjectOf = (row: string, stores: string): string =>
  `(${row}.store_id = ANY(${stores}::uuid[]) AND (${row}.order_id IS NULL OR ${isWholeOrderOf(`${row}.order_id`, stores)}))`;
