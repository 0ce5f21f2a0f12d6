import type { Sql } from '#database/sql.js';
import type { Looked } from './refold-step.js';

const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The legs that follow of those whose columns say nothing yet, the newest first by their ids. No new ones come. */
export async function nextIncomparable(sql: Sql, after: Looked | null, limit: number): Promise<Looked[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'ledger_next_incomparable',
    text: 'SELECT id FROM legs WHERE id < $1 AND NOT is_comparable ORDER BY id DESC LIMIT $2',
    values: [after?.id ?? NEWEST, limit],
  });
  return rows.map(({ id }) => ({ id, at: null }));
}

/** Of these legs, those whose columns still say nothing. */
export const statesOfIncomparable = (
  sql: Sql,
  legIds: readonly string[],
): Promise<{ readonly id: string; readonly state: unknown }[]> =>
  sql.rows({
    name: 'ledger_states_of_incomparable',
    text: 'SELECT id, state FROM legs WHERE id = ANY($1::uuid[]) AND NOT is_comparable',
    values: [legIds],
  });
