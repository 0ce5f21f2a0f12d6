import type { Sql } from '#database/sql.js';

/** The names of API keys, also of those that have been revoked. */
export async function keyNames(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<{ readonly id: string; readonly name: string }>({
    name: 'accounts_key_names',
    text: 'SELECT id, name FROM api_keys WHERE id = ANY($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
