import { foldOrder, type OrderLeg } from '#domain/order.js';
import type { KnownLeg } from '#domain/sale.js';
import { fromDbCorrections, fromDbLeg } from './ledger.mapping.js';
import type { LegRow } from './legs.store.js';
import type { OrderUpdate } from './orders.store.js';

/** What an order sold until now, and where; and what was flagged of it. */
export interface OrderBefore {
  readonly storeId: string | null;
  readonly saleAt: Date | null;
  readonly flags: readonly string[];
}

/** Orders under their locks, with all of their legs. */
export interface LockedOrders {
  readonly legs: readonly LegRow[];
  readonly before: ReadonlyMap<string, OrderBefore>;
}

export const lockedOrders = (legs: readonly LegRow[]): LockedOrders => ({
  legs,
  before: new Map(
    legs.map((row) => [
      row.order_id,
      { storeId: row.order_store_id, saleAt: row.order_sale_at, flags: row.order_flags },
    ]),
  ),
});

export interface OrderRefold {
  readonly orders: LockedOrders;
  /** Newer folded states than the rows hold, by leg. */
  readonly folded: ReadonlyMap<string, KnownLeg>;
  /** Newer stores than the rows hold, by leg. */
  readonly stores: ReadonlyMap<string, string | null>;
  /** Orders that gained or lost a leg. */
  readonly relinked?: ReadonlySet<string>;
}

/** Folds each order anew that has a leg with a newer state or store, or other legs than before. */
export function refoldOrders({ orders, folded, stores, relinked }: OrderRefold): OrderUpdate[] {
  const byOrder = new Map<string, LegRow[]>([...orders.before.keys()].map((id) => [id, []]));
  for (const row of orders.legs) byOrder.get(row.order_id)?.push(row);
  const touched = [...byOrder].filter(
    ([id, rows]) =>
      relinked?.has(id) === true || rows.some((row) => folded.has(row.id) || stores.has(row.id)),
  );
  return touched.map(([id, rows]) => ({
    id,
    storeIdBefore: orders.before.get(id)?.storeId ?? null,
    saleAtBefore: orders.before.get(id)?.saleAt ?? null,
    flagsBefore: orders.before.get(id)?.flags ?? [],
    order: foldOrder(rows.map((row) => orderLeg(row, folded, stores))),
  }));
}

const orderLeg = (row: LegRow, folded: OrderRefold['folded'], stores: OrderRefold['stores']): OrderLeg => ({
  id: row.id,
  sellRank: row.sell_rank,
  storeId: stores.has(row.id) ? (stores.get(row.id) ?? null) : row.store_id,
  corrections: fromDbCorrections(row.corrections),
  ...(folded.get(row.id) ?? { folded: fromDbLeg(row.state), createdAt: row.created_at }),
  numberFlag: row.number_flag,
});
