import type { Sql } from '#database/sql.js';
import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { Evidence } from '../compare/difference.js';

/** SQL: the orders that have an open discrepancy; its own small index in the order of ids. */
export const ORDERS_WITH_OPEN = `SELECT order_id FROM discrepancies WHERE state = 'open' AND order_id IS NOT NULL`;

/** An order's open discrepancy, as far as the order shows it. */
export interface OpenDiscrepancy {
  readonly id: string;
  readonly orderId: string;
  readonly rule: RuleCode;
  readonly severity: Severity;
  readonly evidence: Evidence;
  readonly since: Date;
}

/** Of these orders, the oldest first. */
export const readOpenDiscrepancies = (sql: Sql, orderIds: readonly string[]): Promise<OpenDiscrepancy[]> =>
  sql.rows({
    name: 'reconciliation_open_of_orders',
    text: `SELECT id, order_id AS "orderId", rule, severity, evidence, since FROM discrepancies
           WHERE order_id = ANY($1::uuid[]) AND state = 'open' ORDER BY id`,
    values: [orderIds],
  });
