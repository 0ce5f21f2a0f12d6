import type { QuotaPeriod } from '#connectors-core/call-quota.js';
import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { type Pace, SPENT_SHARE, turnedAt } from './quota-spread.js';

/** One caller's calls of one period. */
export interface QuotaKey {
  /** The connector and the caller, e.g. `pospal:9F3A…`. */
  readonly key: string;
  readonly period: QuotaPeriod;
}

export interface QuotaRow {
  /** As the vendor said; null while it was not asked. */
  readonly vendorLimit: number | null;
  readonly used: number;
  readonly readAt: Date | null;
  /** The vendor said that nothing is left until then; null when that is over. */
  readonly emptyUntil: Date | null;
  /** When polling may call again, by its even pace. */
  readonly pollingFrom: Date | null;
}

export interface CallsToTake {
  readonly calls: number;
  readonly now: Date;
  /** The limit from which `upTo` was worked out: when it has changed meanwhile, nothing is taken. */
  readonly vendorLimit: number | null;
  /** How many calls may have been used afterwards; null for any number. */
  readonly upTo: number | null;
  /** For calls that are to be spread. */
  readonly pace: Pace | null;
}

/**
 * Counts the calls if they are allowed, whoever comes at the same time. Calls to be spread move the instant of
 * the next one by as long as each of the calls that are left may take; a pause is made up for by the burst.
 * @returns whether they are
 */
export async function takeCalls(
  sql: Sql,
  { key, period }: QuotaKey,
  { calls, now, vendorLimit, upTo, pace }: CallsToTake,
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'accounts_take_calls',
    text: `UPDATE call_quotas SET used_calls = used_calls + $3::int, polling_from = CASE
             WHEN $7::bigint IS NULL THEN polling_from
             ELSE greatest(polling_from, $6 - $9::int * ${STEP}) + $3::int * ${STEP} END
           WHERE key = $1 AND period_start = $2 AND limit_calls IS NOT DISTINCT FROM $4::int
             AND ($5::bigint IS NULL OR used_calls + $3::int <= $5::bigint)
             AND ($7::bigint IS NULL OR polling_from IS NULL OR polling_from <= $6)
             AND (empty_until IS NULL OR empty_until <= $6)
             AND NOT EXISTS (SELECT FROM call_quotas e
               WHERE e.key = $1 AND e.period_start < $2 AND e.empty_until > $6)
           RETURNING used_calls`,
    values: [
      ...[key, period.start, calls, vendorLimit, upTo, now],
      ...[pace?.calls ?? null, pace?.until ?? null, pace?.burst ?? null],
    ],
  });
  return rows.length > 0;
}

/** How long one call may take of the time that is left, so that those that are left last to its end. */
const STEP = `(($8::timestamptz - $6::timestamptz) / ($7::bigint - used_calls))`;

/** @returns undefined when nobody has called in this period yet */
export async function findQuota(
  sql: Sql,
  { key, period }: QuotaKey,
  now: Date,
): Promise<QuotaRow | undefined> {
  const [row] = await sql.rows<QuotaRow>({
    name: 'accounts_find_quota',
    text: `SELECT limit_calls AS "vendorLimit", used_calls AS used, read_at AS "readAt",
             polling_from AS "pollingFrom", (SELECT max(e.empty_until) FROM call_quotas e
              WHERE e.key = $1 AND e.period_start <= $2 AND e.empty_until > $3) AS "emptyUntil"
           FROM call_quotas WHERE key = $1 AND period_start = $2`,
    values: [key, period.start, now],
  });
  return row;
}

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
               AND used_calls >= least(named.limit_calls, $4::int) * $5::float8) THEN $6::timestamptz END
           FROM (SELECT (SELECT limit_calls FROM call_quotas
             WHERE key = $1 AND limit_calls IS NOT NULL ORDER BY period_start DESC LIMIT 1)) AS named (limit_calls)
           ON CONFLICT (key, period_start) DO NOTHING`,
    values: [key, period.start, period.end, limit, SPENT_SHARE, turnedAt(period)],
  });
}

/** A later end of an earlier word stays in force. */
export async function storeExhaustion(sql: Sql, { key, period }: QuotaKey, until: Date): Promise<void> {
  await sql.rows({
    text: `UPDATE call_quotas SET empty_until = greatest(empty_until, $3) WHERE key = $1 AND period_start = $2`,
    values: [key, period.start, until],
  });
}

/**
 * What the vendor counted may be more than we did (others call in its name), or less (it counts late). With
 * another limit polling's pace begins anew.
 */
export async function storeReading(
  sql: Sql,
  { key, period }: QuotaKey,
  { limit, used, readAt }: { readonly limit: number; readonly used: number; readonly readAt: Date },
): Promise<void> {
  await sql.rows({
    text: `INSERT INTO call_quotas AS q (key, period_start, period_end, limit_calls, used_calls, read_at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (key, period_start) DO UPDATE SET limit_calls = excluded.limit_calls,
             used_calls = greatest(q.used_calls, excluded.used_calls), read_at = excluded.read_at,
             polling_from = CASE WHEN q.limit_calls = excluded.limit_calls THEN q.polling_from END`,
    values: [key, period.start, period.end, limit, used, readAt],
  });
}

/** Of these periods, those that the vendor was asked about since the given instant. */
export async function readSince(sql: Sql, keys: readonly QuotaKey[], since: Date): Promise<Set<string>> {
  const input = inputRows(
    keys.map(({ key, period }) => ({ key, period_start: period.start })),
    { key: 'text', period_start: 'timestamptz' },
    2,
  );
  const rows = await sql.rows<{ key: string }>({
    name: 'accounts_quotas_read_since',
    text: `SELECT q.key FROM ${input.from} JOIN call_quotas q USING (key, period_start) WHERE q.read_at > $1`,
    values: [since, ...input.values],
  });
  return new Set(rows.map(({ key }) => key));
}
