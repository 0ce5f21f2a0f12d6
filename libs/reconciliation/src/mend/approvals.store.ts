import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintOf, hintsOfIds } from '#domain/hint.js';

export interface ApprovedRepair {
  readonly id: string;
  /** `fetching`: what vendors say is too old by now, or not known yet. */
  readonly from: 'fetching' | 'approved';
}

/** Due at once. Vendors are asked once more where the plan is too old, but not while they are being asked. */
export async function approveRepairs(
  sql: Sql,
  repairs: readonly ApprovedRepair[],
  { by, textId, now }: { readonly by: string; readonly textId: string; readonly now: Date },
): Promise<void> {
  if (repairs.length === 0) return;
  const rows = repairs.map(({ id, from: state }) => ({ id, state }));
  const input = inputRows(rows, { id: 'uuid', state: 'text' }, 4);
  await sql.rows({
    name: 'reconciliation_approve_repairs',
    tells: hintsOfIds(
      'repair',
      repairs.map(({ id }) => id),
    ),
    text: `UPDATE repairs r SET state = input.state, approved_at = $1, approved_by = $2, by_policy = false, text_id = $3,
             due_at = $1, fetch_asked_at = CASE WHEN r.state = 'fetching' OR input.state = 'approved' THEN r.fetch_asked_at END
           FROM ${input.from} WHERE r.id = input.id`,
    values: [now, by, textId, ...input.values],
  });
}
/** Vendors are asked once more for what is only planned. */
export async function planAnew(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_plan_anew',
    tells: [hintOf('repair', id)],
    text: `UPDATE repairs SET state = 'fetching', fetch_asked_at = NULL, due_at = $2 WHERE id = $1`,
    values: [id, now],
  });
}
