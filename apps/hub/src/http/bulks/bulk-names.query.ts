import type { Sql } from '#database/sql.js';
import { isUuid } from '#domain/ids.js';

/** The names of the accounts and stores among these. */
export async function namesAmong(sql: Sql, values: readonly unknown[]): Promise<ReadonlyMap<string, string>> {
  const ids = values.filter((value) => typeof value === 'string' && isUuid(value));
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<{ readonly id: string; readonly name: string }>({
    name: 'hub_bulk_names',
    text: `SELECT id, name FROM accounts WHERE id = ANY($1::uuid[])
           UNION ALL SELECT id, name FROM stores WHERE id = ANY($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
