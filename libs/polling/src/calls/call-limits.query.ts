import { inputRows } from '#database/input-rows.js';
import type { QuotaKey } from '#accounts/quota/quota.store.js';
import type { Sql } from '#database/sql.js';

/** The limits that vendors named last, by the key of their caller; absent where none did. */
export async function readVendorLimits(
  sql: Sql,
  callers: readonly QuotaKey[],
): Promise<ReadonlyMap<string, number>> {
  const input = inputRows(
    callers.map(({ key, period }) => ({ key, period_start: period.start })),
    { key: 'text', period_start: 'timestamptz' },
  );
  const rows = await sql.rows<{ key: string; limit_calls: number }>({
    name: 'polling_vendor_limits',
    text: `SELECT input.key, named.limit_calls FROM ${input.from} CROSS JOIN LATERAL (
             SELECT limit_calls FROM call_quotas q
             WHERE q.key = input.key AND q.period_start <= input.period_start AND limit_calls IS NOT NULL
             ORDER BY q.period_start DESC LIMIT 1) named`,
    values: input.values,
  });
  return new Map(rows.map((row) => [row.key, row.limit_calls]));
}
