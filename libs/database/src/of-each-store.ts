/**
 * SQL: the first rows of several stores, each store's read by the index that serves it alone; to be sorted and cut once
 * more. An index by store and time has the rows of one store in order, and not those of several.
 * @param stores parameter of their ids
 * @param rows SQL of one store's rows, by SQL of its id: sorted, and cut where the whole is cut
 */
export const ofEachStore = (stores: string, rows: (storeId: string) => string): string =>
  `(SELECT part.* FROM unnest(${stores}::uuid[]) AS scope (store_id) CROSS JOIN LATERAL (${rows('scope.store_id')}) AS part)`;
