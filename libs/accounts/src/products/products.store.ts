import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { Slice } from '../slice.js';
import type { AcceptedItem, AcceptedMapping } from './product-input.js';
import { itemText, type ProductMapping } from './product-mapping.js';

export type { ProductMapping } from './product-mapping.js';

export interface StoredMapping extends ProductMapping {
  readonly id: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface MappingSlice extends Slice {
  /** Part of the item's name; capitals do not matter. */
  readonly q?: string | undefined;
}

const MAPPING = `account_id AS "accountId", item_name AS "itemName", item_spec AS "itemSpec",
  product_uid AS "productUid", units`;

/** The mappings of these items, of every spec, in one statement. */
export function mappingsOf(
  sql: Sql,
  wanted: readonly Pick<ProductMapping, 'accountId' | 'itemName'>[],
): Promise<ProductMapping[]> {
  const input = inputRows(
    wanted.map(({ accountId, itemName }) => ({ account_id: accountId, item_name: itemText(itemName) })),
    { account_id: 'uuid', item_name: 'text' },
  );
  return sql.rows({
    name: 'accounts_mappings_of',
    text: `SELECT ${MAPPING} FROM product_mappings
           WHERE (account_id, item_name) IN (SELECT account_id, item_name FROM ${input.from})`,
    values: input.values,
  });
}

/**
 * From here to the end of the transaction nobody changes these accounts' mappings. Whoever writes down that
 * an item is not mapped asks for this first and looks once more: otherwise a mapping entered in between
 * finds nothing to release, and the order waits for ever.
 */
export async function holdMappings(sql: Sql, accountIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'accounts_hold_mappings',
    text: 'SELECT id FROM accounts WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE',
    values: [accountIds],
  });
}

/** One change of an account's mappings at a time, and none while somebody holds them. */
export async function lockMappings(sql: Sql, accountId: string): Promise<void> {
  await sql.rows({
    text: 'SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE',
    values: [accountId],
  });
}

/**
 * @param ids as many as there are mappings, for those that are new; in rising order, so that lists show them
 *   as they were given
 * @returns those that are new or other than before
 */
export async function upsertMappings(
  sql: Sql,
  accountId: string,
  mappings: readonly AcceptedMapping[],
  { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
): Promise<AcceptedItem[]> {
  const input = inputRows(
    mappings.map(({ itemName, itemSpec, productUid, units }, index) => ({
      id: ids[index],
      item_name: itemName,
      item_spec: itemSpec,
      product_uid: productUid,
      units,
    })),
    { id: 'uuid', item_name: 'text', item_spec: 'text', product_uid: 'text', units: 'numeric' },
    3,
  );
  return sql.rows({
    name: 'accounts_upsert_mappings',
    tells: [hintOf('account', accountId)],
    text: `INSERT INTO product_mappings AS m
             (id, account_id, item_name, item_spec, product_uid, units, created_at, updated_at)
           SELECT id, $1, item_name, item_spec, product_uid, units, $2, $2 FROM ${input.from}
           ON CONFLICT (account_id, item_name, item_spec) DO UPDATE
             SET product_uid = excluded.product_uid, units = excluded.units, updated_at = excluded.updated_at
             WHERE (m.product_uid, m.units) IS DISTINCT FROM (excluded.product_uid, excluded.units)
           RETURNING item_name AS "itemName", item_spec AS "itemSpec"`,
    values: [accountId, now, ...input.values],
  });
}

/** @returns how many there were */
export async function deleteMappings(
  sql: Sql,
  accountId: string,
  items: readonly AcceptedItem[],
): Promise<number> {
  const input = inputRows(
    items.map(({ itemName, itemSpec }) => ({ item_name: itemName, item_spec: itemSpec })),
    { item_name: 'text', item_spec: 'text' },
    2,
  );
  const rows = await sql.rows({
    name: 'accounts_delete_mappings',
    tells: [hintOf('account', accountId)],
    text: `DELETE FROM product_mappings WHERE account_id = $1
             AND (item_name, item_spec) IN (SELECT item_name, item_spec FROM ${input.from}) RETURNING id`,
    values: [accountId, ...input.values],
  });
  return rows.length;
}

export const listMappings = (
  sql: Sql,
  accountId: string,
  { limit, after, q }: MappingSlice,
): Promise<StoredMapping[]> =>
  sql.rows({
    text: `SELECT id, ${MAPPING}, created_at AS "createdAt", updated_at AS "updatedAt" FROM product_mappings
           WHERE account_id = $1 AND ($2::uuid IS NULL OR id > $2)
             AND ($3::text IS NULL OR strpos(lower(item_name), lower($3)) > 0)
           ORDER BY id LIMIT $4`,
    values: [accountId, after ?? null, q ?? null, limit],
  });

export const allMappings = (sql: Sql, accountId: string): Promise<ProductMapping[]> =>
  sql.rows({
    text: `SELECT ${MAPPING} FROM product_mappings WHERE account_id = $1 ORDER BY id`,
    values: [accountId],
  });
