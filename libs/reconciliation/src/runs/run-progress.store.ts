import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { RunPlace } from './run.js';
import type { OrderCounts, RuleCount, SeenDifference } from './slice-report.js';

/** What a slice adds to its run, and how far that is then. */
export interface RunStep extends OrderCounts {
  /** Null: the run is through. */
  readonly next: RunPlace | null;
  readonly opened: number;
  readonly closed: number;
  readonly ordersLeft: number;
  readonly isCutShort: boolean;
  readonly failures: number;
  readonly leaseUntil: Date;
}

/** In the transaction that holds the run. What was said of orders that were left stays. */
export async function advanceRun(sql: Sql, id: string, step: RunStep, now: Date): Promise<void> {
  const next = step.next ?? { isUnplaced: true, afterAt: null, afterId: null };
  await sql.rows({
    name: 'reconciliation_advance_run',
    tells: [hintOf('run', id)],
    text: `UPDATE reconciliation_runs SET is_unplaced = $2, after_at = $3, after_id = $4, compared = compared + $5,
             agreeing = agreeing + $6, waiting = waiting + $7, not_comparable = not_comparable + $8,
             differing = differing + $9, opened = opened + $10, closed = closed + $11, orders_left = orders_left + $12,
             is_cut_short = $13, failures = $14, lease_until = $15, finished_at = $16,
             error_message = CASE WHEN orders_left + $12 > 0 OR $13 THEN error_message END
           WHERE id = $1`,
    values: [
      ...[id, next.isUnplaced, next.afterAt, next.afterId, step.compared, step.agreeing, step.waiting],
      ...[step.notComparable, step.differing, step.opened, step.closed, step.ordersLeft, step.isCutShort],
      ...[step.failures, step.leaseUntil, step.next === null ? now : null],
    ],
  });
}

export async function addRunCounts(sql: Sql, runId: string, counts: readonly RuleCount[]): Promise<void> {
  if (counts.length === 0) return;
  const input = inputRows(counts, { kind: 'text', rule: 'text', detail: 'text', count: 'int' }, 2);
  await sql.rows({
    name: 'reconciliation_add_run_counts',
    text: `INSERT INTO reconciliation_run_counts AS c (run_id, kind, rule, detail, count)
           SELECT $1, kind, rule, detail, count FROM ${input.from}
           ON CONFLICT (run_id, kind, rule, detail) DO UPDATE SET count = c.count + excluded.count`,
    values: [runId, ...input.values],
  });
}

const DIFFERENCE = {
  id: 'uuid',
  order_id: 'uuid',
  store_id: 'uuid',
  account_id: 'uuid',
  rule: 'text',
  key: 'text',
  severity: 'text',
  evidence: 'text',
  since: 'timestamptz',
} as const;

/** @param newId of one row */
export async function addRunDifferences(
  sql: Sql,
  runId: string,
  seen: readonly SeenDifference[],
  newId: () => string,
): Promise<void> {
  if (seen.length === 0) return;
  const rows = seen.map(({ orderId, storeId, difference }) => ({
    ...{ id: newId(), order_id: orderId, store_id: storeId, account_id: difference.accountId },
    ...{ rule: difference.rule, key: difference.key, severity: difference.severity },
    ...{ evidence: jsonText(difference.evidence), since: difference.since },
  }));
  const input = inputRows(rows, DIFFERENCE, 2);
  await sql.rows({
    name: 'reconciliation_add_run_differences',
    text: `INSERT INTO reconciliation_run_differences
             (run_id, id, order_id, store_id, account_id, rule, key, severity, evidence, since)
           SELECT $1, id, order_id, store_id, account_id, rule, key, severity, evidence::jsonb, since FROM ${input.from}`,
    values: [runId, ...input.values],
  });
}
