import type { Sql } from '#database/sql.js';
import type { Looked } from './refold-step.js';

const NO_LEG = '00000000-0000-0000-0000-000000000000';

/** The legs that follow, by their ids: whatever is opened meanwhile comes at the end. */
export async function nextLegs(sql: Sql, after: Looked | null, limit: number): Promise<Looked[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'ledger_refold_legs',
    text: 'SELECT id FROM legs WHERE id > $1 ORDER BY id LIMIT $2',
    values: [after?.id ?? NO_LEG, limit],
  });
  return rows.map(({ id }) => ({ id, at: null }));
}
