import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { QuotaKey } from './quota.store.js';

/** Of these periods, those whose vendors are to be asked now; from then on nobody else asks until `until`. */
export async function claimReadings(
  sql: Sql,
  keys: readonly QuotaKey[],
  now: Date,
  until: Date,
): Promise<ReadonlyMap<string, { readonly failures: number; readonly used: number }>> {
  const input = inputRows(
    keys.map(({ key, period }) => ({ key, period_start: period.start })),
    { key: 'text', period_start: 'timestamptz' },
    3,
  );
  const rows = await sql.rows<{ key: string; failures: number; used: number }>({
    name: 'accounts_claim_quota_readings',
    text: `UPDATE call_quotas q SET read_due_at = $2 FROM ${input.from}
           WHERE q.key = input.key AND q.period_start = input.period_start
             AND (q.read_due_at IS NULL OR q.read_due_at <= $1)
           RETURNING q.key, q.read_failures AS failures, q.used_calls + q.other_calls AS used`,
    values: [now, until, ...input.values],
  });
  return new Map(rows.map(({ key, failures, used }) => [key, { failures, used }]));
}

export interface StoredReading {
  /** Null where the vendor named none: then the last one stays. */
  readonly limit: number | null;
  readonly used: number;
  readonly readAt: Date;
  readonly nextAt: Date;
}

/**
 * What the vendor counted may be more than we did, because others call in its name; or less, because it counts
 * late: then ours is in force. More calls than before were bought: what was said of those before is over.
 */
export async function storeReading(
  sql: Sql,
  { key, period }: QuotaKey,
  { limit, used, readAt, nextAt }: StoredReading,
): Promise<void> {
  await sql.rows({
    text: `INSERT INTO call_quotas AS q
             (key, period_start, period_end, limit_calls, other_calls, read_at, read_due_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (key, period_start) DO UPDATE SET
             limit_calls = coalesce(excluded.limit_calls, q.limit_calls),
             empty_until = CASE WHEN excluded.limit_calls > q.limit_calls THEN NULL ELSE q.empty_until END,
             polling_from = CASE WHEN excluded.limit_calls > q.limit_calls THEN NULL ELSE q.polling_from END,
             other_calls = greatest(q.other_calls, excluded.other_calls - q.used_calls),
             read_at = excluded.read_at, read_due_at = excluded.read_due_at, read_failures = 0`,
    values: [key, period.start, period.end, limit, used, readAt, nextAt],
  });
}

export async function storeFailedReading(sql: Sql, { key, period }: QuotaKey, nextAt: Date): Promise<void> {
  await sql.rows({
    text: `UPDATE call_quotas SET read_due_at = $3, read_failures = read_failures + 1
           WHERE key = $1 AND period_start = $2`,
    values: [key, period.start, nextAt],
  });
}
