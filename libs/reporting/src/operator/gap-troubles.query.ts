import { type AccountTrouble, troubleIs } from '#accounts/accounts/account-trouble.js';
import type { Sql } from '#database/sql.js';
import { STORES_ON_THE_MOVE } from '#ledger/places.store.js';
import { UNFINISHED_SINK } from '../derive/sinks.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import { WAITS_TOO_LONG } from '../watch/changes.store.js';
import { OVERDUE_HOURS, overdueAfter } from './gap-counts.query.js';

const atHour = (hour: string): string =>
  `s.code || to_char(${hour} AT TIME ZONE 'UTC', '" "YYYY-MM-DD"T"HH24:MI"Z"')`;
const named = (text: string, hour: string): string =>
  `'${text} ' || array_to_string((array_agg(${atHour(hour)} ORDER BY ${hour}))[1:10], ', ')`;

/** Looked for twice by then, and not filled. */
const MISSING = `(
  SELECT o.account_id AS "accountId", ${troubleIs('hours', 'missing')},
    ${named('left out, and cannot be filled:', 'o.hour_start')} AS message,
    count(*)::int AS count, min(o.hour_start) AS "oldestAt"
  FROM hour_holes o JOIN stores s ON s.id = o.store_id
  WHERE o.account_id = ANY($2::uuid[]) AND o.found_at < now() - INTERVAL '10 minutes' GROUP BY o.account_id)`;

/** Stores whose orders are on the move have a job that says so. */
const OVERDUE = `(
  SELECT k.account_id AS "accountId", ${troubleIs('hours', 'overdue')},
    ${named('long over, and not derived; the first of', 'k.reported_through')} AS message,
    sum(${OVERDUE_HOURS})::int AS count, min(k.reported_through) AS "oldestAt"
  FROM sales_sinks k JOIN stores s ON s.id = k.store_id
  WHERE k.account_id = ANY($2::uuid[]) AND ${UNFINISHED_SINK} AND ${OVERDUE_HOURS} > 0
    AND k.store_id <> ALL(${STORES_ON_THE_MOVE}) GROUP BY k.account_id)`;

/** Of every store that the order has posted something at. */
const CHANGES = `(
  SELECT k.account_id AS "accountId", ${troubleIs('hours', 'unrevised')},
    'changed orders wait: hours of theirs cannot be derived anew, at ' ||
      array_to_string((array_agg(DISTINCT s.code))[1:10], ', ') AS message,
    count(DISTINCT c.order_id)::int AS count, min(c.changed_at) AS "oldestAt"
  FROM order_changes c JOIN sale_postings p ON p.order_id = c.order_id AND p.seq > c.since_posting
  JOIN sales_sinks k ON k.store_id = p.store_id AND k.ends_at IS NULL JOIN stores s ON s.id = p.store_id
  WHERE k.account_id = ANY($2::uuid[]) AND ${WAITS_TOO_LONG} GROUP BY k.account_id)`;

/** Of whom the store is reported to, or was last. What was left is told for a day, what cannot go on until it does. */
const JOBS = `(
  SELECT "accountId", 'jobs' AS what, code,
    array_to_string((array_agg(DISTINCT store))[1:10], ', ') || ': ' || max(message) AS message,
    sum(hours)::int AS count, min(created_at) AS "oldestAt"
  FROM (
    SELECT k.account_id AS "accountId", s.code AS store, j.created_at, w.code, w.message, w.hours
    FROM submission_job_stores o JOIN submission_jobs j ON j.id = o.job_id JOIN stores s ON s.id = o.store_id
    JOIN LATERAL (SELECT account_id FROM sales_sinks WHERE store_id = o.store_id
      ORDER BY ends_at DESC NULLS FIRST LIMIT 1) k ON true
    JOIN LATERAL (VALUES
      ('left', o.hours_left, coalesce(o.left_message, ''),
        o.hours_left > 0 AND coalesce(o.finished_at, j.finished_at, now()) > now() - INTERVAL '1 day'),
      ('failing', 1, coalesce(o.message, ''),
        o.finished_at IS NULL AND j.finished_at IS NULL AND (o.failures > 0 OR o.waits > 0))
    ) w(code, hours, message, is_so) ON w.is_so
    WHERE k.account_id = ANY($2::uuid[])) t GROUP BY 1, code)`;

/** Tells of which accounts hours are missing: left out and not filled, or long over and not derived (anew); or left by a job. */
export class GapTroublesQuery {
  constructor(
    private readonly sql: Sql,
    private readonly settings: Pick<ReportingSettings, 'graceMs' | 'holdMs'>,
  ) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    const values = [overdueAfter(this.settings), ids];
    return this.sql.rows({
      name: 'reporting_gap_troubles',
      text: `${MISSING} UNION ALL ${OVERDUE} UNION ALL ${CHANGES} UNION ALL ${JOBS}`,
      values,
    });
  }
}
