import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { type Hour, hoursBeginningIn } from '#domain/business-time.js';
import type { Span } from './store-spans.js';

/** An hour of a span that nobody has derived. */
export interface AbsentHour extends Hour {
  readonly span: Span;
}

interface Stretch {
  readonly place: number;
  readonly from_at: Date;
  readonly to_at: Date;
}

/**
 * The first of the hours of these spans that nobody has derived, in the order of the spans and of time. Hours tile the
 * time line: where one ends and none begins, some are missing.
 */
export async function absentHours(sql: Sql, spans: readonly Span[], limit: number): Promise<AbsentHour[]> {
  const stretches = await absentStretches(sql, spans, limit);
  const absent: AbsentHour[] = [];
  for (const { place, from_at, to_at } of stretches) {
    const span = spans[place - 1];
    if (span === undefined || absent.length >= limit) break;
    const hours = hoursBeginningIn(from_at, to_at, span.timeZone, limit - absent.length);
    absent.push(...hours.map((hour) => ({ ...hour, span })));
  }
  return absent;
}

async function absentStretches(sql: Sql, spans: readonly Span[], limit: number): Promise<Stretch[]> {
  if (spans.length === 0) return [];
  const input = inputRows(
    spans.map(({ storeId, from, to }, at) => ({
      place: at + 1,
      store_id: storeId,
      from_at: from,
      to_at: to,
    })),
    { place: 'int', store_id: 'uuid', from_at: 'timestamptz', to_at: 'timestamptz' },
    2,
  );
  return sql.rows({
    name: 'reporting_absent_stretches',
    text: `SELECT input.place, gap.from_at, gap.to_at FROM ${input.from} CROSS JOIN LATERAL (
             SELECT hour_end AS from_at, coalesce(lead(hour_start) OVER (ORDER BY hour_start), input.to_at) AS to_at
             FROM (SELECT hour_start, hour_end FROM sales_hours h
                   WHERE h.store_id = input.store_id AND h.hour_start >= input.from_at AND h.hour_start < input.to_at
                   UNION ALL SELECT input.from_at - INTERVAL '1 microsecond', input.from_at) hours) gap
           WHERE gap.from_at < gap.to_at ORDER BY input.place, gap.from_at LIMIT $1`,
    values: [limit, ...input.values],
  });
}
