import type { CallPurpose } from '#connectors-core/call-purpose.js';
import type { Sql } from '#database/sql.js';
import type { QuotaKey } from './quota.store.js';

/** Calls of one purpose, to be counted or given back. */
export interface CountedFor extends QuotaKey {
  readonly purpose: CallPurpose;
  readonly calls: number;
}

/** On which terms calls are granted. */
export interface Terms {
  readonly now: Date;
  /** The limit from which `upTo` was worked out: when it has changed meanwhile, nothing is taken. */
  readonly vendorLimit: number | null;
  /** How many calls may have been used afterwards; null for any number. */
  readonly upTo: number | null;
  /** How many of them for this purpose; null for any number. */
  readonly most: number | null;
  /** Whether it waits for a turn, and for the pace of listings that will not suffice. */
  readonly waits: boolean;
  readonly pace: Pace | null;
}

/** How far apart listings are where the calls will not suffice for all of them, and how many may come at once. */
export interface Pace {
  readonly stepMs: number;
  readonly burst: number;
}

/**
 * The same of a purpose that has a share of its own; in a transaction. Nothing is taken where the period has no row:
 * nothing would be locked, and whoever comes at the same time would not be counted.
 * @param most of the period's, for this purpose
 */
export async function takeOfShare(sql: Sql, wish: CountedFor, terms: Terms, most: number): Promise<boolean> {
  const { key, period, purpose, calls } = wish;
  const locked = await sql.rows({
    name: 'accounts_lock_quota',
    text: 'SELECT FROM call_quotas WHERE key = $1 AND period_start = $2 FOR UPDATE',
    values: [key, period.start],
  });
  if (locked.length === 0) return false;
  const [made] = await sql.rows<{ calls: number }>({
    name: 'accounts_calls_of_purpose',
    text: 'SELECT calls FROM call_uses WHERE key = $1 AND period_start = $2 AND purpose = $3',
    values: [key, period.start, purpose],
  });
  return (made?.calls ?? 0) + calls <= most && takeCalls(sql, wish, terms);
}

/** Counts the calls if they are granted, whoever comes at the same time. @returns whether they are */
export async function takeCalls(sql: Sql, wish: CountedFor, terms: Terms): Promise<boolean> {
  const { key, period, purpose, calls } = wish;
  const { now, vendorLimit, upTo, waits, pace } = terms;
  const rows = await sql.rows({
    name: 'accounts_take_calls',
    text: `WITH granted AS (
             UPDATE call_quotas SET used_calls = used_calls + $4::int, polling_from = CASE
               WHEN $9::float8 IS NULL THEN polling_from
               ELSE greatest(polling_from, $7 - $10::int * ${STEP}) + $4::int * ${STEP} END
             WHERE key = $1 AND period_start = $2 AND limit_calls IS NOT DISTINCT FROM $5::int
               AND ($6::bigint IS NULL OR used_calls + other_calls + $4::int <= $6::bigint)
               AND (NOT $8::boolean OR polling_from IS NULL OR polling_from <= $7)
               AND (empty_until IS NULL OR empty_until <= $7)
               AND NOT EXISTS (SELECT FROM call_quotas e
                 WHERE e.key = $1 AND e.period_start < $2 AND e.empty_until > $7)
             RETURNING key, period_start
           ), counted AS (${COUNT_USES} FROM granted ${ADD_USES})
           SELECT FROM granted`,
    values: [
      ...[key, period.start, purpose, calls, vendorLimit, upTo, now, waits],
      ...[pace?.stepMs ?? null, pace?.burst ?? null],
    ],
  });
  return rows.length > 0;
}

/** Counts calls that nobody refuses. @returns whether there is a row of the period */
export async function countCalls(sql: Sql, { key, period, purpose, calls }: CountedFor): Promise<boolean> {
  const rows = await sql.rows({
    name: 'accounts_count_calls',
    text: `WITH called AS (
             UPDATE call_quotas SET used_calls = used_calls + $4::int
             WHERE key = $1 AND period_start = $2 RETURNING key, period_start
           ), counted AS (${COUNT_USES} FROM called ${ADD_USES})
           SELECT FROM called`,
    values: [key, period.start, purpose, calls],
  });
  return rows.length > 0;
}

/** Calls that were counted and not made. */
export async function returnCalls(sql: Sql, { key, period, purpose, calls }: CountedFor): Promise<void> {
  await sql.rows({
    name: 'accounts_return_calls',
    text: `WITH returned AS (
             UPDATE call_quotas SET used_calls = greatest(0, used_calls - $4::int)
             WHERE key = $1 AND period_start = $2 RETURNING key, period_start
           )
           UPDATE call_uses u SET calls = greatest(0, u.calls - $4::int) FROM returned r
           WHERE u.key = r.key AND u.period_start = r.period_start AND u.purpose = $3`,
    values: [key, period.start, purpose, calls],
  });
}

const STEP = `($9::float8 * interval '1 millisecond')`;
const COUNT_USES = `INSERT INTO call_uses AS u (key, period_start, purpose, calls)
  SELECT key, period_start, $3, $4::int`;
const ADD_USES = `ON CONFLICT (key, period_start, purpose) DO UPDATE SET calls = u.calls + excluded.calls`;
