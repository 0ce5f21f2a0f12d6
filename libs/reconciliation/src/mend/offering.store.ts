import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { RepairOffer } from '../compare/difference.js';
import type { DiscrepancyState } from '../keep/keep-rule.js';
import { isSubjectOf } from '../keep/subject-scope.query.js';

/** A discrepancy as far as it matters to what may be done about it. */
export interface OfferingDiscrepancy {
  readonly id: string;
  readonly state: DiscrepancyState;
  readonly rule: RuleCode;
  readonly fingerprint: string;
  readonly repairs: readonly RepairOffer[];
  readonly orderId: string | null;
  readonly storeId: string | null;
  readonly hourStart: Date | null;
}

/**
 * Nobody decides of them, and no comparison changes them, until the transaction ends.
 * @param scope others are not there
 */
export function lockOffering(
  sql: Sql,
  ids: readonly string[],
  scope: StoreScope,
): Promise<OfferingDiscrepancy[]> {
  const scoped = scopedTo(scope, '$2', (stores) => isSubjectOf('d', stores));
  return sql.rows({
    name: `reconciliation_lock_offering${scoped.name}`,
    text: `SELECT id, state, rule, fingerprint, repairs, order_id AS "orderId", store_id AS "storeId",
             hour_start AS "hourStart"
           FROM discrepancies d WHERE id = ANY($1::uuid[])${scoped.and} ORDER BY id FOR NO KEY UPDATE OF d`,
    values: [ids, ...scoped.values],
  });
}
