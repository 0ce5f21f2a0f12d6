import type { Database } from '#database/database.js';

/** A difference as a run has seen it, and what has become of it since. */
export interface RunDifferenceView {
  readonly id: string;
  readonly orderId: string;
  readonly storeId: string | null;
  readonly storeCode: string | null;
  readonly storeName: string | null;
  readonly accountId: string;
  readonly rule: string;
  readonly key: string;
  readonly severity: string;
  readonly since: Date;
  readonly evidence: unknown;
  /** The discrepancy that it is, and how that stands now; null: none was kept of it. */
  readonly discrepancyId: string | null;
  readonly state: string | null;
}

/** Lists what a run has found, in the order in which it did. */
export class RunDifferencesQuery {
  constructor(private readonly database: Database) {}

  part(runId: string, after: string | undefined, limit: number): Promise<RunDifferenceView[]> {
    return this.database.rows({
      name: 'reconciliation_run_differences_part',
      text: `SELECT r.id, r.order_id AS "orderId", r.store_id AS "storeId", s.code AS "storeCode", s.name AS "storeName",
               r.account_id AS "accountId", r.rule, r.key, r.severity, r.since, r.evidence, d.id AS "discrepancyId",
               d.state
             FROM reconciliation_run_differences r LEFT JOIN stores s ON s.id = r.store_id
               LEFT JOIN LATERAL (SELECT d.id, d.state FROM discrepancies d
                 WHERE d.subject = 'order:' || r.order_id AND d.rule = r.rule AND d.key = r.key
                 ORDER BY d.opened_at DESC LIMIT 1) d ON true
             WHERE r.run_id = $1 AND r.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY r.id LIMIT $3`,
      values: [runId, after ?? null, limit],
    });
  }
}
