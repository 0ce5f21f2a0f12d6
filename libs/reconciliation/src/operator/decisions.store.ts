import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { hintsOfIds } from '#domain/hint.js';
import { type Decided, type Judgement, STATE_OF } from '../keep/decision-rule.js';
import { isSubjectOf } from '../keep/subject-scope.query.js';

export interface LockedDiscrepancy extends Decided {
  readonly id: string;
}

/**
 * Nobody else decides of them, and no comparison changes them, until the transaction ends.
 * @param scope others are not there
 */
export function lockDiscrepancies(
  sql: Sql,
  ids: readonly string[],
  scope: StoreScope | undefined,
): Promise<LockedDiscrepancy[]> {
  const scoped = scopedTo(scope, '$2', (stores) => isSubjectOf('d', stores));
  return sql.rows({
    name: `reconciliation_lock_decided${scoped.name}`,
    text: `SELECT id, state, assignee FROM discrepancies d WHERE id = ANY($1::uuid[])${scoped.and}
           ORDER BY id FOR NO KEY UPDATE OF d`,
    values: [ids, ...scoped.values],
  });
}

/** What was dismissed or accepted is the evidence as it stands. What is opened again leaves an incident that has ended. */
export async function writeJudgement(
  sql: Sql,
  ids: readonly string[],
  judgement: Judgement,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reconciliation_judge',
    tells: hintsOfIds('discrepancy', ids),
    text: `UPDATE discrepancies d SET state = $2::text, updated_at = $3,
             judged = CASE WHEN $2::text = 'open' THEN NULL ELSE fingerprint END,
             incident_id = CASE WHEN $2::text <> 'open' OR NOT EXISTS (
               SELECT FROM incidents i WHERE i.id = d.incident_id AND i.ended_at IS NOT NULL) THEN incident_id END
           WHERE id = ANY($1::uuid[])`,
    values: [ids, STATE_OF[judgement], now],
  });
}

export async function writeAssignee(
  sql: Sql,
  ids: readonly string[],
  assignee: string | null,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reconciliation_assign',
    tells: hintsOfIds('discrepancy', ids),
    text: 'UPDATE discrepancies SET assignee = $2, updated_at = $3 WHERE id = ANY($1::uuid[])',
    values: [ids, assignee, now],
  });
}
