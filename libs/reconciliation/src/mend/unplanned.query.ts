import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { RepairPolicy } from '#domain/repair.js';
import type { RepairOffer } from '../compare/difference.js';
import { IS_LIVE } from './repairs.store.js';

/** A discrepancy that something would mend and nobody has planned anything for. */
export interface UnplannedDiscrepancy {
  readonly id: string;
  readonly rule: RuleCode;
  readonly accountId: string;
  readonly orderId: string | null;
  readonly storeId: string | null;
  readonly hourStart: Date | null;
  readonly fingerprint: string;
  readonly repairs: readonly RepairOffer[];
}

export interface StatedPolicy {
  readonly account_id: string;
  readonly rule: RuleCode;
  readonly policy: RepairPolicy;
}

/** Of one discrepancy so many repairs may end within the hour before the next one is planned. */
const MOST_ENDED = 3;

/**
 * SQL: what was tried for the same discrepancy (d) in the same numbers. What came to nothing for the circumstances, or
 * was taken away with its discrepancy, is planned again; what a person dismissed, what failed and what has mended nothing
 * is not. A vendor that says something else each time it is asked would be asked for ever: it is left alone for a while.
 */
const TRIED = `EXISTS (SELECT FROM repairs r WHERE r.discrepancy_id = d.id AND (
  ${IS_LIVE}
  OR (r.fingerprint = d.fingerprint AND (r.state = 'failed' OR (r.state = 'done' AND r.verified IS DISTINCT FROM 'mended')
    OR (r.state = 'dismissed' AND r.why = 'by_person') OR (r.state = 'not_done' AND r.ended_at > $1)))))
  OR (SELECT count(*) FROM repairs r WHERE r.discrepancy_id = d.id AND r.ended_at > $1) >= ${String(MOST_ENDED)}`;

export interface UnplannedOf {
  /** What was not done before it is planned again, and counts for nothing. */
  readonly retriedBefore: Date;
  /** Accounts of which none can be planned just now; all repairs of a discrepancy are one account's. */
  readonly without: readonly string[];
  readonly limit: number;
}

/**
 * The newest of those for which something is to be planned: where several repairs are offered, only those of which the
 * account's policy does one itself.
 */
export function unplannedDiscrepancies(
  sql: Sql,
  stated: readonly StatedPolicy[],
  { retriedBefore, without, limit }: UnplannedOf,
): Promise<UnplannedDiscrepancy[]> {
  const input = inputRows(stated, { account_id: 'uuid', rule: 'text', policy: 'text' }, 4);
  return sql.rows({
    name: 'reconciliation_unplanned',
    text: `SELECT d.id, d.rule, d.account_id AS "accountId", d.order_id AS "orderId", d.store_id AS "storeId",
             d.hour_start AS "hourStart", d.fingerprint, d.repairs
           FROM discrepancies d LEFT JOIN ${input.from} ON input.account_id = d.account_id AND input.rule = d.rule
           WHERE d.state = 'open' AND d.account_id IS NOT NULL AND d.repairs -> 0 ->> 'accountId' <> ALL($3::text[])
             AND NOT (${TRIED})
             AND (coalesce(input.policy, 'suggest') = 'suggest' AND jsonb_array_length(d.repairs) = 1
               OR input.policy = 'auto' AND jsonb_array_length(d.repairs) > 0)
           ORDER BY d.id DESC LIMIT $2`,
    values: [retriedBefore, limit, without, ...input.values],
  });
}

/** By account: how many repairs wait for what vendors say, that nobody has approved. */
export async function fetchingOf(sql: Sql): Promise<Map<string, number>> {
  const rows = await sql.rows<{ account_id: string; count: number }>({
    name: 'reconciliation_fetching_of',
    text: `SELECT account_id, count(*)::int AS count FROM repairs
           WHERE state = 'fetching' AND approved_at IS NULL GROUP BY account_id`,
  });
  return new Map(rows.map(({ account_id, count }) => [account_id, count]));
}
