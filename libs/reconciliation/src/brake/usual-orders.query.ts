import type { Sql } from '#database/sql.js';

const WEEKS = 4;

/**
 * How many of an account's orders are placed in that hour of the week, by the clocks of their stores: the median of the four
 * weeks before. Of an even number the lower one in the middle.
 */
export async function usualOrders(sql: Sql, accountId: string, hourStart: Date): Promise<number> {
  const [row] = await sql.rows<{ usual: number }>({
    name: 'brake_usual_orders',
    text: `WITH weeks AS (SELECT week FROM generate_series(1, ${String(WEEKS)}) AS week),
      placed AS (
        SELECT weeks.week, count(*)::int AS orders
        FROM weeks
          JOIN orders o ON o.placed_at >= $2::timestamptz - weeks.week * interval '168 hours' - interval '2 hours'
            AND o.placed_at < $2::timestamptz - weeks.week * interval '168 hours' + interval '3 hours'
          LEFT JOIN stores s ON s.id = o.store_id
          CROSS JOIN LATERAL (SELECT coalesce(s.time_zone, 'Asia/Shanghai') AS zone) z
          CROSS JOIN LATERAL (SELECT o.placed_at AT TIME ZONE z.zone
            - ($2::timestamptz AT TIME ZONE z.zone - weeks.week * interval '7 days') AS after) a
        WHERE a.after >= interval '0' AND a.after < interval '1 hour'
          AND EXISTS (SELECT FROM legs l WHERE l.order_id = o.id AND l.account_id = $1)
        GROUP BY weeks.week)
      SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY coalesce(placed.orders, 0))::int AS usual
      FROM weeks LEFT JOIN placed USING (week)`,
    values: [accountId, hourStart],
  });
  return row?.usual ?? 0;
}
