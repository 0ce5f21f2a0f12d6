import type { Sql } from '#database/sql.js';
import type { AttributionScope, MovedSales, Moving } from '#domain/attribution.js';
import { resolvedStore } from '../legs.store.js';

/** Each condition is served by an index of its own. */
function conditionOf(scope: AttributionScope): { where: string; values: readonly unknown[] } {
  if ('code' in scope)
    return { where: 'legs.own_store_ids AND lower(legs.vendor_store_id) = lower($1)', values: [scope.code] };
  const where = `legs.account_id = $1 AND legs.order_at >= coalesce($3::timestamptz, '-infinity')
    AND (legs.vendor_store_id = $2::text OR legs.vendor_store_id IS NULL)`;
  return { where, values: [scope.accountId, scope.vendorStoreId, scope.since] };
}

/** The leg that its order follows, as in the order's fold. */
const LEADS = `NOT EXISTS (
  SELECT FROM legs beside WHERE beside.order_id = legs.order_id AND beside.id <> legs.id AND beside.state <> '{}'
    AND (legs.state = '{}' OR (coalesce(beside.sell_rank, 2), beside.id) < (coalesce(legs.sell_rank, 2), legs.id)))`;

/** What would move under the bindings and stores as this transaction sees them. */
export async function readMoving(sql: Sql, scope: AttributionScope): Promise<Moving> {
  const { where, values } = conditionOf(scope);
  const rows = await sql.rows<MovingRow>({
    text: `WITH resolved AS (${resolvedStore()} WHERE ${where})
           SELECT orders.store_id AS from_store_id, resolved.store_id AS to_store_id, count(*)::int AS orders,
             date_bin('15 minutes', orders.sale_at, 'epoch') AS at, coalesce(sum(orders.sale_fen), 0)::text AS sale_fen
           FROM resolved JOIN legs USING (id) JOIN orders ON orders.id = legs.order_id
           WHERE legs.store_id IS DISTINCT FROM resolved.store_id AND ${LEADS}
           GROUP BY 1, 2, 4 ORDER BY 4, 1, 2`,
    values,
  });
  return { orders: rows.reduce((sum, row) => sum + row.orders, 0), sales: rows.flatMap(toSales) };
}

interface MovingRow {
  readonly from_store_id: string | null;
  readonly to_store_id: string | null;
  readonly at: Date | null;
  readonly orders: number;
  readonly sale_fen: string;
}

const toSales = ({ from_store_id, to_store_id, at, orders, sale_fen }: MovingRow): MovedSales[] =>
  at === null
    ? []
    : [{ fromStoreId: from_store_id, toStoreId: to_store_id, at, orders, saleFen: BigInt(sale_fen) }];

/** Stores whose orders a change may move, by the bindings as they are before it. */
export async function storesInScope(sql: Sql, scope: AttributionScope): Promise<string[]> {
  if ('code' in scope) return [];
  // Legs that name no store belong to the only one of the account: then every binding matters.
  const rows = await sql.rows<{ store_id: string }>({
    text: `SELECT DISTINCT store_id FROM store_bindings
           WHERE account_id = $1 AND (valid_to IS NULL OR $3::timestamptz IS NULL OR valid_to >= $3)
             AND (vendor_store_id = $2::text OR EXISTS (
               SELECT FROM legs WHERE account_id = $1 AND vendor_store_id IS NULL
                 AND order_at >= coalesce($3::timestamptz, '-infinity')))`,
    values: [scope.accountId, scope.vendorStoreId, scope.since],
  });
  return rows.map((row) => row.store_id);
}
