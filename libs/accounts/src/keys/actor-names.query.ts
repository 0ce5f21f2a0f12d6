import type { Sql } from '#database/sql.js';

/** The names of keys and users, also of those that were revoked or disabled. */
export async function actorNames(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<{ readonly id: string; readonly name: string }>({
    name: 'accounts_actor_names',
    text: 'SELECT id, name FROM actor_names WHERE id = ANY($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
