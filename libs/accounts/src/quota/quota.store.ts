import type { QuotaPeriod } from '#connectors-core/call-quota.js';
import type { Sql } from '#database/sql.js';
import type { Uses } from './call-reserve.js';
import { SPENT_SHARE, turnedAt } from './period-turn.js';

/** One caller's calls of one period. */
export interface QuotaKey {
  /** The connector and the caller, e.g. `pospal:9F3A…`. */
  readonly key: string;
  readonly period: QuotaPeriod;
}

export interface QuotaRow {
  /** As the vendor said; null while it was not asked. */
  readonly vendorLimit: number | null;
  /** By whomever. */
  readonly used: number;
  /** Of them, by others in the same name, as far as the vendor told. */
  readonly others: number;
  readonly readAt: Date | null;
  /** The vendor said that nothing is left until then; null when that is over. */
  readonly emptyUntil: Date | null;
  /** Until then listings and what comes after them wait. */
  readonly pollingFrom: Date | null;
  readonly made: Uses;
  readonly weekAgo: Uses;
  readonly listingsPerHour: number;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** @returns undefined when nobody has called in this period yet */
async function findQuota(sql: Sql, { key, period }: QuotaKey, now: Date): Promise<QuotaRow | undefined> {
  const [row] = await sql.rows<QuotaRow>({
    name: 'accounts_find_quota',
    text: `SELECT limit_calls AS "vendorLimit", used_calls + other_calls AS used, other_calls AS others,
             read_at AS "readAt", polling_from AS "pollingFrom",
             (SELECT max(e.empty_until) FROM call_quotas e
              WHERE e.key = $1 AND e.period_start <= $2 AND e.empty_until > $3) AS "emptyUntil",
             ${usesOf('$2')} AS made, ${usesOf('$4')} AS "weekAgo",
             coalesce((SELECT listings_per_hour FROM caller_needs WHERE key = $1), 0) AS "listingsPerHour"
           FROM call_quotas WHERE key = $1 AND period_start = $2`,
    values: [key, period.start, now, new Date(period.start.getTime() - WEEK_MS)],
  });
  return row;
}

const usesOf = (start: string): string =>
  `coalesce((SELECT json_object_agg(purpose, calls) FROM call_uses
     WHERE key = $1 AND period_start = ${start}), '{}'::json)`;

/**
 * Begins a period with the limit that the vendor named last, until it is asked anew. Where the period before
 * was used up, polling waits until it is sure that the vendor has begun anew, too.
 * @param limit that of the settings
 */
export async function openQuota(
  sql: Sql,
  { key, period, limit }: QuotaKey & { readonly limit: number | null },
): Promise<void> {
  await sql.rows({
    text: `INSERT INTO call_quotas (key, period_start, period_end, limit_calls, polling_from)
           SELECT $1, $2, $3, named.limit_calls, CASE WHEN EXISTS (
             SELECT FROM call_quotas WHERE key = $1 AND period_end = $2
               AND used_calls + other_calls >= least(named.limit_calls, $4::int) * $5::float8)
             THEN $6::timestamptz END
           FROM (SELECT (SELECT limit_calls FROM call_quotas
             WHERE key = $1 AND limit_calls IS NOT NULL ORDER BY period_start DESC LIMIT 1)) AS named (limit_calls)
           ON CONFLICT (key, period_start) DO NOTHING`,
    values: [key, period.start, period.end, limit, SPENT_SHARE, turnedAt(period)],
  });
}

/** As it stands; where nobody has called in this period yet, it begins. @param limit that of the settings */
export async function quotaAt(
  sql: Sql,
  quota: QuotaKey & { readonly limit: number | null },
  now: Date,
): Promise<QuotaRow> {
  const known = await findQuota(sql, quota, now);
  if (known !== undefined) return known;
  await openQuota(sql, quota);
  const begun = await findQuota(sql, quota, now);
  if (begun === undefined) throw new Error('the row of a quota is gone');
  return begun;
}

/**
 * A later end of an earlier word stays in force.
 * @param contradicts our count: then the vendor's is read, once for each time that it says so
 */
export async function storeExhaustion(
  sql: Sql,
  { key, period }: QuotaKey,
  { until, contradicts, now }: { readonly until: Date; readonly contradicts: boolean; readonly now: Date },
): Promise<void> {
  await sql.rows({
    text: `UPDATE call_quotas SET empty_until = greatest(empty_until, $3), read_due_at = CASE
             WHEN $4 AND (empty_until IS NULL OR empty_until <= $5) THEN $5 ELSE read_due_at END
           WHERE key = $1 AND period_start = $2`,
    values: [key, period.start, until, contradicts, now],
  });
}

/** What the vendor said is over, and its count is read anew. */
export async function forgetExhaustion(sql: Sql, { key, period }: QuotaKey, now: Date): Promise<void> {
  await sql.rows({
    name: 'accounts_forget_exhaustion',
    text: `UPDATE call_quotas SET empty_until = NULL, read_due_at = $3
           WHERE key = $1 AND (period_start = $2 OR empty_until > $3)`,
    values: [key, period.start, now],
  });
}
