import type { Sql } from '#database/sql.js';
import { type FoldedOrder, foldOrder, type OrderLeg, type RulesOf } from '#domain/order.js';
import { type PostingCause, postingKey } from '#domain/posting.js';
import { ruleSetAt } from '#domain/rule-set.js';
import type { Sale } from '#domain/sale.js';
import type { KnownLeg } from '#domain/sale-time.js';
import { fromDbCorrections, fromDbLeg } from './ledger.mapping.js';
import type { LegRow } from './legs.store.js';
import { sameFlags } from './order-flags.store.js';
import type { OrderUpdate } from './orders.store.js';
import type { PostedBefore } from './posting-changes.js';
import { readRuleSets } from './rule-sets.store.js';

/** What an order sold and had posted until now, and where; and what was flagged of it. */
export interface OrderBefore extends PostedBefore {
  readonly flags: readonly string[];
}

/** Of an order that is opened in this moment. */
export const NOTHING_BEFORE: OrderBefore = {
  ...{ storeId: null, sale: null, postings: 0, postingKey: null, flags: [] },
};

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
      {
        storeId: row.order_store_id,
        sale: soldBefore(row),
        postings: row.order_postings,
        postingKey: row.order_posting_key,
        flags: row.order_flags,
      },
    ]),
  ),
});

/** The ledger writes a sale's fields together or not at all. */
const soldBefore = (row: LegRow): Sale | null =>
  row.order_sale_at === null
    ? null
    : {
        saleAt: row.order_sale_at,
        saleFen: BigInt(row.order_sale_fen),
        items: row.order_sale_items,
        lines: row.order_sale_lines,
      };

export interface OrderRefold {
  /** Why: of orders that gained or lost a leg by what vendors state it is the link. */
  readonly cause: PostingCause;
  readonly orders: LockedOrders;
  /** Newer folded states than the rows hold, by leg. */
  readonly folded: ReadonlyMap<string, KnownLeg>;
  /** Newer stores than the rows hold, by leg. */
  readonly stores: ReadonlyMap<string, string | null>;
  /** Orders that gained or lost a leg. */
  readonly relinked?: ReadonlySet<string>;
}

/** Folds each order anew that has a leg with a newer state or store, or other legs than before. */
export async function refoldOrders(sql: Sql, refold: OrderRefold): Promise<OrderUpdate[]> {
  const { orders, folded, stores, relinked } = refold;
  const touched = [...byOrder(orders)].filter(
    ([id, rows]) =>
      relinked?.has(id) === true || rows.some((row) => folded.has(row.id) || stores.has(row.id)),
  );
  const legs = touched.map(([id, rows]) => ({
    id,
    legs: rows.map((row) => orderLeg(row, folded, stores)),
    connectors: rows.map(({ connector }) => connector),
  }));
  const ruleSets = await readRuleSets(sql, storesOf(legs.flatMap((order) => order.legs)));
  const rulesOf: RulesOf = (storeId, at) => ruleSetAt(ruleSets.get(storeId) ?? [], at);
  return legs.map(({ id, legs: ofOrder, connectors }) => ({
    id,
    connectors,
    before: orders.before.get(id) ?? NOTHING_BEFORE,
    cause: refold.cause === 'record' && relinked?.has(id) === true ? 'link' : refold.cause,
    order: foldOrder(ofOrder, rulesOf),
  }));
}

/** Every order as its legs are, by these rules. */
export const foldedOrders = (
  orders: LockedOrders,
  rulesOf?: RulesOf,
): { readonly id: string; readonly before: OrderBefore; readonly order: FoldedOrder }[] =>
  [...byOrder(orders)].map(([id, rows]) => ({
    id,
    before: orders.before.get(id) ?? NOTHING_BEFORE,
    order: foldOrder(
      rows.map((row) => orderLeg(row, new Map(), new Map())),
      rulesOf,
    ),
  }));

function byOrder(orders: LockedOrders): Map<string, LegRow[]> {
  const legs = new Map<string, LegRow[]>([...orders.before.keys()].map((id) => [id, []]));
  for (const row of orders.legs) legs.get(row.order_id)?.push(row);
  return legs;
}

/** Whether it adds other things to its hours than before, or is flagged otherwise. */
export function countsOtherwise({ before, order }: OrderUpdate): boolean {
  const unposted = before.storeId !== null && before.sale !== null ? null : '';
  const isPostedOtherwise = (before.postingKey ?? unposted) !== postingKey(order.postings);
  return isPostedOtherwise || !sameFlags(before.flags, order.flags);
}

const storesOf = (legs: readonly OrderLeg[]): string[] => [
  ...new Set(legs.flatMap(({ storeId }) => (storeId === null ? [] : [storeId]))),
];

const orderLeg = (row: LegRow, folded: OrderRefold['folded'], stores: OrderRefold['stores']): OrderLeg => ({
  id: row.id,
  sellRank: row.sell_rank,
  storeId: stores.has(row.id) ? (stores.get(row.id) ?? null) : row.store_id,
  corrections: fromDbCorrections(row.corrections),
  ...(folded.get(row.id) ?? { folded: fromDbLeg(row.state), createdAt: row.created_at }),
  numberFlag: row.number_flag,
});
