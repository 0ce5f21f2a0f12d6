import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { isSubjectOf } from '../keep/subject-scope.query.js';

/** Discrepancies that stand, of one rule, state and severity. */
export interface DiscrepancyCount {
  readonly rule: string;
  readonly state: string;
  readonly severity: string;
  readonly count: number;
  /** When the oldest of them was first opened. */
  readonly oldestAt: Date;
}

/** Of what is not closed; by an index of it alone, whatever was closed before. @param scope of which stores */
export function readDiscrepancyCounts(sql: Sql, scope: StoreScope): Promise<DiscrepancyCount[]> {
  const scoped = scopedTo(scope, '$1', (stores) => isSubjectOf('d', stores));
  return sql.rows({
    name: `reconciliation_counts${scoped.name}`,
    text: `SELECT rule, state, severity, count(*)::int AS count, min(opened_at) AS "oldestAt"
           FROM discrepancies d WHERE state <> 'closed'${scoped.and}
           GROUP BY rule, state, severity ORDER BY rule, state, severity`,
    values: scoped.values,
  });
}
