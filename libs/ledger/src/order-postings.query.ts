import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { isInScope, type StoreScope } from '#domain/access.js';
import { ruleSetAt } from '#domain/rule-set.js';
import { readLegs } from './legs.store.js';
import { foldedOrders, lockedOrders } from './order-refold.js';
import { readRuleSets } from './rule-sets.store.js';

/** What of an order counts in an hour, and why. */
export type PostingView = Omit<Prisma.SalePostingGetPayload<object>, 'orderId' | 'reverses' | 'payments'>;

/** What an order adds to the hours of its store now. */
export interface OrderPostings {
  readonly postings: readonly PostingView[];
  /** Which rule set of its store it follows; 0: none stated; null where it belongs to no store. */
  readonly ruleVersion: number | null;
}

/** @param scope in which stores what is posted is told */
export async function orderPostings(
  database: Database,
  orderId: string,
  storeId: string | null,
  scope: StoreScope,
): Promise<OrderPostings> {
  const [rows, legs, stated] = await Promise.all([
    database.prisma.salePosting.findMany({ where: { orderId }, orderBy: { seq: 'asc' } }),
    readLegs(database, [orderId]),
    readRuleSets(database, storeId === null ? [] : [storeId]),
  ]);
  const [folded] = foldedOrders(lockedOrders(legs), (id, at) => ruleSetAt(stated.get(id) ?? [], at));
  const takenBack = new Set(rows.map(({ reverses }) => reverses));
  const held = rows.filter(({ seq, reverses }) => reverses === null && !takenBack.has(seq));
  const told = held.filter((row) => isInScope(scope, row.storeId));
  return { postings: told.map(toView), ruleVersion: folded?.order.ruleVersion ?? null };
}

const toView = ({
  orderId: _order,
  reverses: _reverses,
  payments: _payments,
  ...row
}: Prisma.SalePostingGetPayload<object>): PostingView => row;
