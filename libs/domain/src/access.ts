/** What somebody may do: read; act on orders and what is wrong with them; rule over accounts, stores, keys. Each may what those before may. */
export type Role = 'viewer' | 'operator' | 'admin';

/** The ids of the stores of which somebody sees something; null: of all, and what is of no store. */
export type StoreScope = readonly string[] | null;

export interface Access {
  readonly role: Role;
  readonly stores: StoreScope;
}

/** Whether what is of this store is seen; what is of none is seen by whoever sees all. */
export const isInScope = (scope: StoreScope, storeId: string | null): boolean =>
  scope === null || (storeId !== null && scope.includes(storeId));

/** Whether a leg of an order that is seen is another store's. One of no store goes with its order. */
export const isMasked = (scope: StoreScope, legsStoreId: string | null): boolean =>
  legsStoreId !== null && !isInScope(scope, legsStoreId);

/**
 * The stores that a list is read of: those of the scope and, where one is asked for, that one alone. A store outside the
 * scope is none, as one that is not there.
 * @returns undefined: whatever store, and what is of none
 */
export function storesOf(
  scope: StoreScope | undefined,
  asked: string | undefined,
): readonly string[] | undefined {
  if (scope === null || scope === undefined) return undefined;
  return asked === undefined ? scope : scope.filter((id) => id === asked);
}
