import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Looked } from './refold-step.js';

const NEWEST = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The orders that follow of those that sell and were not posted yet, the newest sale first. No new ones come. */
export const nextUnposted = (sql: Sql, after: Looked | null, limit: number): Promise<Looked[]> =>
  sql.rows({
    name: 'ledger_next_unposted',
    text: `SELECT id, sale_at AS at FROM orders
           WHERE posting_key IS NULL AND sale_at IS NOT NULL AND (sale_at, id) < ($1::timestamptz, $2::uuid)
           ORDER BY sale_at DESC, id DESC LIMIT $3`,
    values: [after?.at ?? NEWEST.at, after?.id ?? NEWEST.id, limit],
  });

export interface FilledOrder {
  readonly id: string;
  readonly postings: number;
  readonly posting_key: string;
}

/** Under the orders' locks. Nothing else of them is another. */
export async function writeFilled(sql: Sql, orders: readonly FilledOrder[]): Promise<void> {
  const input = inputRows(orders, { id: 'uuid', postings: 'int', posting_key: 'text' });
  await sql.rows({
    name: 'ledger_write_filled',
    text: `UPDATE orders SET postings = input.postings, posting_key = input.posting_key
           FROM ${input.from} WHERE orders.id = input.id`,
    values: input.values,
  });
}

/** A store whose postings of a day do not come to what its orders sell. */
export interface DayDifference {
  readonly store_id: string;
  readonly posted_fen: string;
  readonly sold_fen: string;
}

/**
 * Compares what orders have posted in a day with what they say that they sell in it. Orders that count, or counted, by
 * a rule set that somebody stated are left out: what they sell in this day may be another day's.
 * @param day its first instant, UTC
 */
const DIFFERENCES = `
  WITH posted AS (
    SELECT s.id AS store_id, p.order_id, sum(p.total_fen) AS fen, sum(p.orders) AS orders, sum(p.items) AS items,
      sum(p.lines) AS lines
    FROM stores s CROSS JOIN LATERAL (
      SELECT * FROM sale_postings WHERE store_id = s.id AND at >= $1 AND at < $1::timestamptz + INTERVAL '1 day' OFFSET 0) p
    GROUP BY 1, 2),
  compared AS (
    SELECT p.*, coalesce(o.sale_fen, 0) AS sold_fen, (o.id IS NOT NULL)::int AS sold_orders,
      coalesce(o.sale_items, 0) AS sold_items, coalesce(o.sale_lines, 0) AS sold_lines
    FROM posted p LEFT JOIN orders o ON o.id = p.order_id AND o.store_id = p.store_id AND o.sale_at >= $1
      AND o.sale_at < $1::timestamptz + INTERVAL '1 day'
    WHERE NOT EXISTS (SELECT FROM sale_postings r WHERE r.order_id = p.order_id AND r.rule_version > 0))
  SELECT store_id, sum(fen)::text AS posted_fen, sum(sold_fen)::text AS sold_fen FROM compared GROUP BY store_id
  HAVING (sum(fen), sum(orders), sum(items), sum(lines))
      <> (sum(sold_fen), sum(sold_orders), sum(sold_items), sum(sold_lines))`;

export const differencesOfDay = (sql: Sql, day: Date): Promise<DayDifference[]> =>
  sql.rows({ name: 'ledger_differences_of_filled_day', text: DIFFERENCES, values: [day] });

export async function noteDifferences(
  sql: Sql,
  day: Date,
  found: readonly DayDifference[],
  now: Date,
): Promise<void> {
  if (found.length === 0) return;
  const input = inputRows(found, { store_id: 'uuid', posted_fen: 'bigint', sold_fen: 'bigint' }, 3);
  await sql.rows({
    name: 'ledger_note_filled_day_differences',
    text: `INSERT INTO filled_day_differences (day, found_at, store_id, posted_fen, sold_fen)
           SELECT $1, $2, input.* FROM ${input.from} ON CONFLICT DO NOTHING`,
    values: [day, now, ...input.values],
  });
}
