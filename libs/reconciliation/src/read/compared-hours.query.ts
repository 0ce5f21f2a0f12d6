import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { type AskReason, SUPERSEDED, type SubmissionState } from '#reporting/derive/submission-rule.js';
import { type DbFigures, fromDbFigures } from '#reporting/figures/hours.store.js';
import type { ComparedHour } from '../compare/compared-hour.js';

/** Which hour of which store. */
export type HourKey = Pick<ComparedHour, 'storeId' | 'start'>;

/** SQL: not given up for another one. */
const STANDS = `error_code IS DISTINCT FROM '${SUPERSEDED}'`;
/** SQL: which of an hour's submissions (s) holds is the last one of these. */
const LAST = 's.revision DESC, s.created_at DESC, s.id DESC';

/**
 * Hours that may differ from what their vendors have, and those of which that stands as a discrepancy, in their order;
 * by indexes of what is not as it should be alone.
 */
export async function disputedHours(sql: Sql, after: HourKey | null, limit: number): Promise<HourKey[]> {
  const past = (row: string): string =>
    `($1::timestamptz IS NULL OR (${row}.hour_start, ${row}.store_id) > ($1, $2::uuid))`;
  const rows = await sql.rows<{ store_id: string; hour_start: Date }>({
    name: 'reconciliation_disputed_hours',
    text: `SELECT hour_start, store_id FROM sales_hours h WHERE h.asks IS NOT NULL AND ${past('h')}
           UNION
           SELECT hour_start, store_id FROM submissions c
           WHERE c.state IN ('unknown', 'failed', 'conflict') AND c.${STANDS} AND ${past('c')} AND NOT EXISTS (
             SELECT FROM submissions s WHERE s.store_id = c.store_id AND s.hour_start = c.hour_start AND s.${STANDS}
               AND (s.revision, s.created_at, s.id) > (c.revision, c.created_at, c.id))
           UNION
           SELECT hour_start, store_id FROM discrepancies d
           WHERE d.rule = 'hour_differs' AND d.state <> 'closed' AND ${past('d')}
           ORDER BY hour_start, store_id LIMIT $3`,
    values: [after?.start ?? null, after?.storeId ?? null, limit],
  });
  return rows.map(({ store_id, hour_start }) => ({ storeId: store_id, start: hour_start }));
}

interface HourRow extends DbFigures {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly account_id: string | null;
  readonly revised_at: Date;
  readonly settles: boolean;
  readonly asks: AskReason | null;
  readonly state: SubmissionState | null;
  readonly since: Date | null;
  readonly accepted: DbFigures | null;
}

/** Hours as rules see them; one statement, whatever their number. */
export async function readComparedHours(sql: Sql, hours: readonly HourKey[]): Promise<ComparedHour[]> {
  const input = inputRows(
    hours.map(({ storeId, start }) => ({ store_id: storeId, hour_start: start })),
    { store_id: 'uuid', hour_start: 'timestamptz' },
  );
  const rows = await sql.rows<HourRow>({
    name: 'reconciliation_compared_hours',
    text: `SELECT h.store_id, h.hour_start, h.total_fen, h.orders, h.items, h.lines,
             coalesce(h.asks_account_id, last.account_id) AS account_id,
             coalesce(h.revised_at, h.derived_at) AS revised_at, h.restate_at IS NOT NULL AS settles, h.asks,
             last.state, coalesce(last.settled_at, (${FIRST_UNKNOWN}), last.unknown_at, last.created_at) AS since,
             CASE WHEN r.id IS NOT NULL THEN json_build_object('total_fen', r.total_fen::text, 'orders', r.orders,
               'items', r.items::text, 'lines', r.lines::text) END AS accepted
           FROM ${input.from} JOIN sales_hours h USING (store_id, hour_start)
           LEFT JOIN LATERAL (
             SELECT s.* FROM submissions s WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start AND s.${STANDS}
             ORDER BY ${LAST} LIMIT 1) last ON true
           LEFT JOIN LATERAL (
             SELECT s.revision_id, s.revision_at FROM submissions s
             WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start AND s.state = 'accepted'
               AND s.account_id = coalesce(h.asks_account_id, last.account_id)
             ORDER BY ${LAST} LIMIT 1) had ON true
           LEFT JOIN hourly_revisions r ON r.derived_at = had.revision_at AND r.id = had.revision_id`,
    values: input.values,
  });
  return rows.map(toHour);
}

/** SQL: when an attempt of the submission (last) ended for the first time without an answer. */
const FIRST_UNKNOWN = `SELECT min(a.finished_at) FROM submission_attempts a
  WHERE last.state = 'unknown' AND a.submission_id = last.id AND a.outcome = 'outcome_unknown'`;

const toHour = (row: HourRow): ComparedHour => ({
  storeId: row.store_id,
  start: row.hour_start,
  accountId: row.account_id,
  ledger: fromDbFigures(row),
  revisedAt: row.revised_at,
  accepted: row.accepted === null ? null : fromDbFigures(row.accepted),
  submission: row.state === null || row.since === null ? null : { state: row.state, since: row.since },
  settles: row.settles,
  asks: row.asks,
});
