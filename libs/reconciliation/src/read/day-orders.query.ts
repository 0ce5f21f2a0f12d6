import { inputRows } from '#database/input-rows.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { isShownLeg } from '#ledger/order-scope.query.js';
import { effectsIn } from '#reporting/figures/effects.store.js';
import type { DayOrder, SoldSide } from '../compare/day-differences.js';

/** A stretch of a store’s time. */
export interface DaySpan {
  readonly storeId: string;
  readonly from: Date;
  readonly to: Date;
}

export interface PlacedOrder extends DayOrder {
  /** Which of the days, from 0. */
  readonly place: number;
  /** Whether a shipper delivers it. */
  readonly isDelivered: boolean;
}

interface OrderRow {
  readonly place: number;
  readonly order_id: string;
  readonly is_of_day: boolean;
  readonly is_known: boolean;
  readonly storefront: SideRow;
  readonly till: SideRow;
  readonly leading_fen: string | null;
  readonly counted_fen: string;
  readonly counted: number;
  readonly refund_fen: string;
  readonly has_rules: boolean;
  readonly is_corrected: boolean;
  readonly has_time: boolean;
  readonly is_delivered: boolean;
}
type SideRow = Omit<SoldSide, 'saleFen'> & { readonly saleFen: string };

const SELLS = `(l.payment IN ('paid', 'refunded') AND l.fulfilment IS DISTINCT FROM 'cancelled')`;
const side = (rank: number): string => `json_build_object(
  'legs', count(*) FILTER (WHERE l.sell_rank = ${String(rank)}),
  'selling', count(*) FILTER (WHERE l.sell_rank = ${String(rank)} AND ${SELLS}),
  'cancelled', count(*) FILTER (WHERE l.sell_rank = ${String(rank)} AND l.fulfilment = 'cancelled'),
  'saleFen', coalesce(sum(l.sale_fen) FILTER (WHERE l.sell_rank = ${String(rank)} AND ${SELLS}), 0)::text)`;

/** SQL: the orders of a day, by indexes of their store. */
const OF_DAY = `
  SELECT id FROM orders WHERE store_id = d.store_id AND sale_at >= d.hour_start AND sale_at < d.hour_end
  UNION ALL SELECT id FROM orders WHERE store_id = d.store_id AND sale_at IS NULL
    AND placed_at >= d.hour_start AND placed_at < d.hour_end
  UNION ALL SELECT id FROM orders WHERE store_id = d.store_id AND sale_at IS NULL AND placed_at IS NULL
    AND created_at >= d.hour_start AND created_at < d.hour_end`;

/** SQL: what orders have added to a day; those that come to nothing are none of it. */
const COUNTED = `
  SELECT order_id, sum(total_fen) AS total_fen, sum(orders)::int AS orders, coalesce(sum(refund_fen), 0) AS refund_fen
  FROM (${effectsIn('d')}) e GROUP BY order_id
  HAVING sum(total_fen) <> 0 OR sum(orders) <> 0 OR coalesce(sum(refund_fen), 0) <> 0`;

/** The orders of days, and all others that count in them; one statement, whatever their number. @param scope whose legs are seen */
export async function readDayOrders(
  sql: Sql,
  days: readonly DaySpan[],
  scope: StoreScope,
): Promise<PlacedOrder[]> {
  const scoped = scopedTo(scope, '$5', (stores) => isShownLeg('l', stores));
  const input = inputRows(
    days.map(({ storeId, from, to }, place) => ({
      place,
      store_id: storeId,
      hour_start: from,
      hour_end: to,
    })),
    { place: 'int', store_id: 'uuid', hour_start: 'timestamptz', hour_end: 'timestamptz' },
  );
  const rows = await sql.rows<OrderRow>({
    name: `reconciliation_day_orders${scoped.name}`,
    text: `SELECT d.place, x.order_id, x.is_of_day, legs.is_known, legs.storefront, legs.till, lead.fen AS leading_fen,
             x.counted_fen, x.counted, x.refund_fen, EXISTS (
               SELECT FROM rule_sets r WHERE r.store_id = d.store_id AND r.version > 0) AS has_rules,
             EXISTS (SELECT FROM corrections c JOIN legs l ON l.id = c.leg_id
               WHERE l.order_id = x.order_id${scoped.and}) AS is_corrected,
             o.sale_at IS NOT NULL AS has_time, x.is_of_day AND legs.is_delivered AS is_delivered
           FROM (SELECT * FROM ${input.from}) AS d
           CROSS JOIN LATERAL (
             SELECT coalesce(own.id, c.order_id) AS order_id, own.id IS NOT NULL AS is_of_day,
               coalesce(c.total_fen, 0)::text AS counted_fen, coalesce(c.orders, 0) AS counted,
               coalesce(c.refund_fen, 0)::text AS refund_fen
             FROM (${OF_DAY}) AS own FULL JOIN (${COUNTED}) AS c ON c.order_id = own.id) AS x
           JOIN orders o ON o.id = x.order_id
           CROSS JOIN LATERAL (
             SELECT ${side(0)} AS storefront, ${side(1)} AS till,
               coalesce(bool_and(l.is_comparable AND (l.sale_fen IS NOT NULL OR ${SELLS} IS NOT TRUE)), true) AS is_known,
               count(*) FILTER (WHERE l.sell_rank IS NULL) > 0 AS is_delivered
             FROM legs l WHERE l.order_id = x.order_id AND (x.is_of_day OR l.sell_rank IS NULL)${scoped.and}) AS legs
           LEFT JOIN LATERAL (
             SELECT CASE WHEN ${SELLS} THEN l.sale_fen END::text AS fen FROM legs l
             WHERE l.order_id = x.order_id AND l.sell_rank IS NOT NULL AND x.is_of_day${scoped.and}
             ORDER BY l.sell_rank, l.id LIMIT 1) AS lead ON true
           ORDER BY d.place, x.order_id`,
    values: [...input.values, ...scoped.values],
  });
  return rows.map(toOrder);
}

const toOrder = (row: OrderRow): PlacedOrder => ({
  place: row.place,
  orderId: row.order_id,
  isOfDay: row.is_of_day,
  isKnown: row.is_known,
  storefront: toSide(row.storefront),
  till: toSide(row.till),
  leadingFen: row.leading_fen === null ? null : BigInt(row.leading_fen),
  countedFen: BigInt(row.counted_fen),
  counted: row.counted,
  refundFen: BigInt(row.refund_fen),
  hasRules: row.has_rules,
  isCorrected: row.is_corrected,
  hasTime: row.has_time,
  isDelivered: row.is_delivered,
});

const toSide = (row: SideRow): SoldSide => ({ ...row, saleFen: BigInt(row.saleFen) });
