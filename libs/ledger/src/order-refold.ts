import type { FoldedLeg } from '#domain/leg.js';
import { foldOrder, type OrderLeg } from '#domain/order.js';
import { fromDbLeg } from './ledger.mapping.js';
import type { LegRow } from './legs.store.js';
import type { OrderUpdate } from './orders.store.js';

export interface OrderRefold {
  /** All legs of the orders concerned, as read under the orders' locks. */
  readonly legs: readonly LegRow[];
  /** Newer folded states than the rows hold, by leg. */
  readonly folded: ReadonlyMap<string, FoldedLeg>;
  /** Newer stores than the rows hold, by leg. */
  readonly stores: ReadonlyMap<string, string | null>;
}

/** Folds each order anew that has a leg with a newer state or store. */
export function refoldOrders({ legs, folded, stores }: OrderRefold): OrderUpdate[] {
  const orders = new Map<string, LegRow[]>();
  for (const row of legs) orders.set(row.order_id, [...(orders.get(row.order_id) ?? []), row]);
  const touched = [...orders].filter(([, rows]) =>
    rows.some((row) => folded.has(row.id) || stores.has(row.id)),
  );
  return touched.map(([id, rows]) => ({
    id,
    storeIdBefore: rows[0]?.order_store_id ?? null,
    saleAtBefore: rows[0]?.order_sale_at ?? null,
    order: foldOrder(rows.map((row) => orderLeg(row, folded, stores))),
  }));
}

const orderLeg = (row: LegRow, folded: OrderRefold['folded'], stores: OrderRefold['stores']): OrderLeg => ({
  id: row.id,
  sellRank: row.sell_rank,
  storeId: stores.has(row.id) ? (stores.get(row.id) ?? null) : row.store_id,
  folded: folded.get(row.id) ?? fromDbLeg(row.state),
});
