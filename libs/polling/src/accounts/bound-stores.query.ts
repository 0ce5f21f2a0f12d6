import type { Sql } from '#database/sql.js';

export interface Binding {
  readonly account_id: string;
  readonly store_id: string;
  readonly vendor_store_id: string;
}

/** What these accounts are bound to now, the earliest binding first. */
export function readBindings(sql: Sql, accountIds: readonly string[]): Promise<Binding[]> {
  return sql.rows({
    name: 'polling_bindings',
    text: `SELECT account_id, store_id, vendor_store_id FROM store_bindings
           WHERE account_id = ANY($1::uuid[]) AND (valid_from IS NULL OR valid_from <= now())
             AND (valid_to IS NULL OR valid_to > now()) ORDER BY id`,
    values: [accountIds],
  });
}

/** The vendor's store ids that these accounts are bound to now, the earliest binding first; absent where there is none. */
export async function readBoundStores(
  sql: Sql,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const bound = new Map<string, string[]>();
  for (const { account_id, vendor_store_id } of await readBindings(sql, accountIds)) {
    bound.set(account_id, [...(bound.get(account_id) ?? []), vendor_store_id]);
  }
  return bound;
}
