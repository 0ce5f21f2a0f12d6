import type { Sql } from '#database/sql.js';

/** What people call these accounts. */
export async function accountNames(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<{ readonly id: string; readonly name: string }>({
    name: 'accounts_names',
    text: 'SELECT id, name FROM accounts WHERE id = ANY($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
