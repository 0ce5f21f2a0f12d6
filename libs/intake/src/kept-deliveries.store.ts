import type { RetainedMonths, RetainedRows } from '#database/retained.js';
import { ofKind } from '#database/hint-box.js';

/**
 * SQL: nothing was heard since of an order that it names, or it names none: what it told stands nowhere else. The vendor
 * has spoken of an order once a leg with that number was confirmed.
 */
const UNHEARD = `(t.order_references = '[]' OR EXISTS (
  SELECT FROM jsonb_array_elements(t.order_references) named WHERE NOT EXISTS (
    SELECT FROM leg_numbers n JOIN legs l ON l.id = n.leg_id
    WHERE n.number = named ->> 'vendorNo' AND l.account_id = t.account_id AND l.confirmed_at >= t.received_at)))`;

/** A delivery that is not settled, or waits for a person, is never let go, however old. */
export const KEPT_DELIVERIES: RetainedMonths = {
  table: 'deliveries',
  time: 'received_at',
  holds: [
    { code: 'pending', where: `t.state = 'pending'` },
    { code: 'contradicts', where: `t.state = 'contradicts'` },
    { code: 'failed', where: `t.state = 'failed' AND ${UNHEARD}` },
    { code: 'refused', where: `t.state = 'refused' AND t.settled_at IS NULL` },
  ],
  gone: async (sql, { from, to }) => {
    // What people have said of a delivery that contradicted is no use without it; one that waits has held the month.
    await sql.rows({
      text: `DELETE FROM contradictions WHERE received_at >= $1 AND received_at < $2 AND resolved_at IS NOT NULL`,
      values: [from, to],
    });
    sql.hint?.(ofKind('delivery'));
  },
};

const ROWS_AT_ONCE = 200;

/** SQL: refused ones that nobody has to see to any more. */
const OLD = `state = 'refused' AND settled_at IS NOT NULL AND received_at < $1`;

/** Refused deliveries with their bodies, and the days on which they were counted. */
export const KEPT_REFUSALS: RetainedRows = {
  table: 'deliveries',
  async due(sql, before, most) {
    const [row] = await sql.rows<{ rows: number; oldestAt: Date | null }>({
      text: `SELECT (SELECT count(*)::int FROM (SELECT FROM deliveries WHERE ${OLD} LIMIT $2) counted) AS rows,
               (SELECT received_at FROM deliveries WHERE state = 'refused' ORDER BY received_at LIMIT 1) AS "oldestAt"`,
      values: [before, most],
    });
    return row ?? { rows: 0, oldestAt: null };
  },
  async forget(sql, before) {
    const gone = await sql.rows({
      tells: ['delivery'],
      text: `WITH part AS (SELECT received_at, id FROM deliveries WHERE ${OLD}
               ORDER BY received_at, id LIMIT ${String(ROWS_AT_ONCE)} FOR UPDATE SKIP LOCKED),
             bodies AS (DELETE FROM payloads p USING part WHERE p.stored_at = part.received_at AND p.id = part.id)
             DELETE FROM deliveries d USING part WHERE d.received_at = part.received_at AND d.id = part.id
             RETURNING d.id`,
      values: [before],
    });
    if (gone.length === ROWS_AT_ONCE) return { rows: gone.length, after: 'more' };
    await sql.rows({
      text: `DELETE FROM refused_days WHERE day < ($1::timestamptz AT TIME ZONE 'UTC')::date`,
      values: [before],
    });
    return { rows: gone.length, after: null };
  },
};
