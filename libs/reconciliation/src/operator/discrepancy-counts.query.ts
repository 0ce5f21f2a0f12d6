import type { Sql } from '#database/sql.js';

/** Discrepancies that stand, of one rule, state and severity. */
export interface DiscrepancyCount {
  readonly rule: string;
  readonly state: string;
  readonly severity: string;
  readonly count: number;
  /** When the oldest of them was first opened. */
  readonly oldestAt: Date;
}

/** Of what is not closed; by an index of it alone, whatever was closed before. */
export const readDiscrepancyCounts = (sql: Sql): Promise<DiscrepancyCount[]> =>
  sql.rows({
    name: 'reconciliation_counts',
    text: `SELECT rule, state, severity, count(*)::int AS count, min(opened_at) AS "oldestAt"
           FROM discrepancies WHERE state <> 'closed' GROUP BY rule, state, severity ORDER BY rule, state, severity`,
  });
