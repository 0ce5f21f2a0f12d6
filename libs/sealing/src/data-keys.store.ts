import type { Sql } from '#database/sql.js';
import type { Wrapped } from './master-keys.js';

export interface StoredDataKey extends Wrapped {
  readonly id: string;
  readonly name: string;
}

const COLUMNS = `id, name, master_key_id AS "masterKeyId", wrapped`;

export const allDataKeys = (sql: Sql): Promise<StoredDataKey[]> =>
  sql.rows({ name: 'all_data_keys', text: `SELECT ${COLUMNS} FROM data_keys` });

export const dataKeysByName = (sql: Sql, names: readonly string[]): Promise<StoredDataKey[]> =>
  sql.rows({
    name: 'data_keys_by_name',
    text: `SELECT ${COLUMNS} FROM data_keys WHERE name = ANY($1::text[])`,
    values: [names],
  });

export const dataKeysById = (sql: Sql, ids: readonly string[]): Promise<StoredDataKey[]> =>
  sql.rows({
    name: 'data_keys_by_id',
    text: `SELECT ${COLUMNS} FROM data_keys WHERE id = ANY($1::uuid[])`,
    values: [ids],
  });

/** Of several hubs that make one of a name at once, the first to commit has made it. */
export async function insertDataKey(sql: Sql, key: StoredDataKey, now: Date): Promise<void> {
  await sql.rows({
    name: 'insert_data_key',
    text: `INSERT INTO data_keys (id, name, master_key_id, wrapped, created_at, wrapped_at)
           VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (name) DO NOTHING`,
    values: [key.id, key.name, key.masterKeyId, key.wrapped, now],
  });
}

/** Locked until the transaction ends: some that another master key wraps, whichever nobody else has locked. */
export const lockWrappedOtherwise = (
  sql: Sql,
  masterKeyId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<StoredDataKey[]> =>
  sql.rows({
    name: 'lock_data_keys_wrapped_otherwise',
    text: `SELECT ${COLUMNS} FROM data_keys WHERE master_key_id <> $1 AND ($3::uuid IS NULL OR id > $3)
           ORDER BY id LIMIT $2 FOR UPDATE`,
    values: [masterKeyId, limit, after],
  });

export async function rewrapDataKey(sql: Sql, id: string, { masterKeyId, wrapped }: Wrapped): Promise<void> {
  await sql.rows({
    name: 'rewrap_data_key',
    text: `UPDATE data_keys SET master_key_id = $2, wrapped = $3, wrapped_at = clock_timestamp() WHERE id = $1`,
    values: [id, masterKeyId, wrapped],
  });
}

/** How many data keys each master key wraps, by its id. */
export async function countByMasterKey(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.rows<{ id: string; count: number }>({
    name: 'count_data_keys',
    text: 'SELECT master_key_id AS id, count(*)::int AS count FROM data_keys GROUP BY 1 ORDER BY 1',
  });
  return new Map(rows.map(({ id, count }) => [id, count]));
}
