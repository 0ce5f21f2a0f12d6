import type { RetainedRows } from '#database/retained.js';

const ROWS_AT_ONCE = 500;

/** SQL: periods that ended before $1; the last one of a caller says what the next may expect, and stays. */
const OLD = `q.period_end < $1
  AND EXISTS (SELECT FROM call_quotas n WHERE n.key = q.key AND n.period_start > q.period_start)`;

/** Periods of calls with what they were for. */
export const KEPT_CALLS: RetainedRows = {
  table: 'call_quotas',
  async due(sql, before, most) {
    const [row] = await sql.rows<{ rows: number; oldestAt: Date | null }>({
      text: `SELECT (SELECT count(*)::int FROM (SELECT FROM call_quotas q WHERE ${OLD} LIMIT $2) counted) AS rows,
               (SELECT min(period_start) FROM call_quotas) AS "oldestAt"`,
      values: [before, most],
    });
    return row ?? { rows: 0, oldestAt: null };
  },
  async forget(sql, before) {
    const gone = await sql.rows({
      text: `WITH part AS (SELECT key, period_start FROM call_quotas q WHERE ${OLD}
               LIMIT ${String(ROWS_AT_ONCE)} FOR UPDATE SKIP LOCKED),
             uses AS (DELETE FROM call_uses u USING part WHERE u.key = part.key AND u.period_start = part.period_start)
             DELETE FROM call_quotas q USING part WHERE q.key = part.key AND q.period_start = part.period_start
             RETURNING 1`,
      values: [before],
    });
    return { rows: gone.length, after: gone.length === ROWS_AT_ONCE ? 'more' : null };
  },
};
