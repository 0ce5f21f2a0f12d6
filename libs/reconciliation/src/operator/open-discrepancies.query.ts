import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { Evidence } from '../compare/difference.js';
import { isSubjectOf } from '../keep/subject-scope.query.js';

/**
 * SQL: the orders that have an open discrepancy; its own small index in the order of ids.
 * @param stores SQL of those whose are seen; undefined: all
 */
export const ordersWithOpen = (stores: string | undefined): string =>
  `SELECT d.order_id FROM discrepancies d WHERE d.state = 'open' AND d.order_id IS NOT NULL${
    stores === undefined ? '' : ` AND ${isSubjectOf('d', stores)}`
  }`;

/** An order's open discrepancy, as far as the order shows it. */
export interface OpenDiscrepancy {
  readonly id: string;
  readonly orderId: string;
  readonly rule: RuleCode;
  readonly severity: Severity;
  readonly evidence: Evidence;
  readonly since: Date;
}

/** Of these orders, the oldest first. @param scope which stores' are seen */
export function readOpenDiscrepancies(
  sql: Sql,
  orderIds: readonly string[],
  scope: StoreScope,
): Promise<OpenDiscrepancy[]> {
  const scoped = scopedTo(scope, '$2', (stores) => isSubjectOf('d', stores));
  return sql.rows({
    name: `reconciliation_open_of_orders${scoped.name}`,
    text: `SELECT id, order_id AS "orderId", rule, severity, evidence, since FROM discrepancies d
           WHERE order_id = ANY($1::uuid[]) AND state = 'open'${scoped.and} ORDER BY id`,
    values: [orderIds, ...scoped.values],
  });
}
