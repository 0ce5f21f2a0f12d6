import { afterMoment, byMoment } from '#database/after-moment.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { Fen } from '#domain/money.js';
import type { Moment, MomentPart } from '#domain/moment.js';
import type { SubmissionState } from '../derive/submission-rule.js';
import { changesSomething, withSeen } from '../figures/effects.store.js';

/** A revision of an hour that an order made another, or how it was reported. */
export interface OrderHourView extends Moment {
  readonly storeId: string;
  readonly store: string;
  readonly hourStart: Date;
  readonly revision: number;
  /** Of the whole hour. */
  readonly totalFen: Fen;
  readonly orders: number;
  /** What the order made of the difference to the revision before. */
  readonly byFen: Fen;
  readonly report: {
    readonly submissionId: string;
    readonly accountId: string;
    readonly state: SubmissionState;
    readonly errorCode: string | null;
    readonly cover: boolean;
  } | null;
}

/**
 * The revisions in which these orders made a difference, and the first report of each or of a later one. A report stands
 * where it was settled, until then where it was made. Revisions of dropped months are missing.
 */
export async function orderHoursPart(
  sql: Sql,
  orderIds: readonly string[],
  { after, limit, stores }: MomentPart,
): Promise<OrderHourView[]> {
  const scoped = scopedTo(stores, '$5', (given) => `told.store_id = ANY(${given}::uuid[])`);
  const rows = await sql.rows<OrderHourRow>({
    name: `reporting_order_hours_part${scoped.name}`,
    text: partOf(scoped.and),
    values: [orderIds, after.at, after.key, limit, ...scoped.values],
  });
  return rows.map(({ totalFen, byFen, submissionId, accountId, state, errorCode, cover, ...row }) => ({
    ...row,
    totalFen: BigInt(totalFen),
    byFen: BigInt(byFen),
    report: submissionId === null ? null : { submissionId, accountId, state, errorCode, cover },
  }));
}

const OF_ORDER = `SELECT * FROM sale_postings WHERE order_id = ANY($1::uuid[])
  AND store_id = r.store_id AND at >= r.hour_start AND at < r.hour_end`;

const MADE = `
  SELECT r.*, e.by_fen FROM (SELECT DISTINCT h.store_id, h.hour_start FROM sale_postings p JOIN sales_hours h
      ON h.store_id = p.store_id AND h.hour_start <= p.at AND h.hour_end > p.at
      AND h.hour_start > p.at - INTERVAL '1 hour' WHERE p.order_id = ANY($1::uuid[])) place
  JOIN hourly_revisions r USING (store_id, hour_start)
  LEFT JOIN hourly_revisions b ON b.store_id = r.store_id AND b.hour_start = r.hour_start AND b.revision = r.revision - 1
  CROSS JOIN LATERAL (SELECT coalesce(sum(e.total_fen), 0)::bigint AS by_fen
    FROM (${withSeen(withSeen(OF_ORDER, 'r', 'seen'), 'b', 'seen_before')}) e
    WHERE e.seen AND NOT e.seen_before HAVING ${changesSomething('e')}) e
  WHERE r.revision = 1 OR b.revision IS NOT NULL`;

const partOf = (and: string): string => `
  WITH made AS (${MADE}), told AS (
    SELECT derived_at AS at, '0' || id AS key, made.store_id, made.hour_start, revision, total_fen, orders, by_fen,
      NULL::uuid AS submission_id, NULL::uuid AS account_id, NULL AS state, NULL AS error_code, NULL::boolean AS cover FROM made
    UNION ALL SELECT DISTINCT ON (s.id) coalesce(s.settled_at, s.created_at), '1' || s.id, made.store_id, made.hour_start,
      s.revision, made.total_fen, made.orders, made.by_fen, s.id, s.account_id, s.state, s.error_code, s.cover
    FROM made JOIN submissions s ON s.store_id = made.store_id AND s.hour_start = made.hour_start AND s.revision = (
      SELECT min(first.revision) FROM submissions first WHERE first.store_id = made.store_id
        AND first.hour_start = made.hour_start AND first.revision >= made.revision))
  SELECT told.at, told.key, told.store_id AS "storeId", st.name AS store, told.hour_start AS "hourStart", told.revision,
    told.total_fen AS "totalFen", told.orders, told.by_fen AS "byFen", told.submission_id AS "submissionId",
    told.account_id AS "accountId", told.state, told.error_code AS "errorCode", told.cover
  FROM told JOIN stores st ON st.id = told.store_id
  WHERE ${afterMoment('told.at', 'told.key')}${and} ORDER BY ${byMoment('told.at', 'told.key')} LIMIT $4`;

/** 64-bit integers come as text. */
interface OrderHourRow extends Omit<OrderHourView, 'totalFen' | 'byFen' | 'report'> {
  readonly totalFen: string;
  readonly byFen: string;
  readonly submissionId: string | null;
  readonly accountId: string;
  readonly state: SubmissionState;
  readonly errorCode: string | null;
  readonly cover: boolean;
}
