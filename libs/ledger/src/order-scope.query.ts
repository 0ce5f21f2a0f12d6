/** SQL: whoever sees these stores sees the leg, as long as its order is of one of them. One of no store goes with its order. */
export const isShownLeg = (leg: string, stores: string): string =>
  `(${leg}.store_id IS NULL OR ${leg}.store_id = ANY(${stores}::uuid[]))`;

/** SQL: the order belongs to one of these stores. */
export const isOrderOf = (orderId: string, stores: string): string =>
  `EXISTS (SELECT FROM orders scoped WHERE scoped.id = ${orderId} AND scoped.store_id = ANY(${stores}::uuid[]))`;

/**
 * SQL: the order belongs to one of these stores, and none of its legs to another. What is told of two vendors at once, or
 * done to one for another, is of all legs: whoever sees only some of them does not see it.
 */
export const isWholeOrderOf = (orderId: string, stores: string): string =>
  `(${isOrderOf(orderId, stores)} AND NOT EXISTS (
     SELECT FROM legs masked WHERE masked.order_id = ${orderId} AND masked.store_id <> ALL(${stores}::uuid[])))`;
