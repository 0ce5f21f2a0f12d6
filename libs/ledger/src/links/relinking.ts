import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { LegRow } from '../legs.store.js';
import { type PlacedLink, placeLegs, TOLD } from '../links.store.js';
import { lockedOrders, NOTHING_BEFORE, type OrderBefore, refoldOrders } from '../order-refold.js';
import { type OrderUpdate, updateOrders } from '../orders.store.js';
import { forgetMarker } from '../shown-markers.store.js';
import { bareOrders } from './bare-orders.store.js';
import { FIRST_SEEN, type LinkRow } from './standing-links.js';

/**
 * Gives legs to orders and folds anew what they left and came to; whoever must know of it is told by the caller.
 * @param legs all of the orders concerned, under their locks
 */
export async function relink(
  sql: Sql,
  clock: Clock,
  legs: readonly LegRow[],
  placed: readonly PlacedLink[],
): Promise<readonly OrderUpdate[]> {
  await placeLegs(sql, placed, clock.now());
  const to = new Map(placed.map((link) => [link.leg_id, link.order_id]));
  const moved = legs.map((row) => ({ ...row, order_id: to.get(row.id) ?? row.order_id }));
  const left = legs.filter(({ id }) => to.has(id)).map(({ order_id }) => order_id);
  const orders = { legs: moved, before: await beforeOf(sql, legs, placed) };
  const relinked = new Set([...left, ...to.values()]);
  const [folded, stores] = [new Map(), new Map()];
  const updates = await refoldOrders(sql, { cause: 'link', orders, folded, stores, relinked });
  await updateOrders(sql, updates, clock.now());
  return updates;
}

/** What the orders were, those that are made just now and those that had lost all their legs among them. */
async function beforeOf(
  sql: Sql,
  legs: readonly LegRow[],
  placed: readonly PlacedLink[],
): Promise<Map<string, OrderBefore>> {
  const before = new Map(lockedOrders(legs).before);
  const bare = placed.flatMap(({ order_id, is_new }) => (is_new || before.has(order_id) ? [] : [order_id]));
  for (const [id, one] of await bareOrders(sql, bare)) before.set(id, one);
  for (const { order_id, is_new } of placed) if (is_new) before.set(order_id, NOTHING_BEFORE);
  return before;
}

/**
 * Where a leg goes whose link in force is undone: where it was before that one, by what it was there; one that was
 * nowhere before gets an order of its own.
 * @param standing the leg's links, at least one
 */
export function wayBack(clock: Clock, standing: readonly LinkRow[], actId: string | null): PlacedLink {
  const [undone, beneath] = [standing.at(-1), standing.at(-2)];
  if (undone === undefined) throw new Error('a leg without a link');
  return {
    link_id: newId(clock),
    leg_id: undone.leg_id,
    order_id: beneath?.order_id ?? newId(clock),
    evidence: beneath?.evidence ?? FIRST_SEEN,
    undoes: undone.id,
    act_id: actId,
    is_new: beneath === undefined,
  };
}

/** A person alone said what was written into the order: that goes with the link. */
export async function forgetSaid(sql: Sql, undone: readonly LinkRow[]): Promise<void> {
  const said = undone.filter(({ evidence }) => evidence === TOLD);
  for (const { leg_id } of said) await forgetMarker(sql, leg_id);
}

export const newId = (clock: Clock): string => uuidV7(clock.now(), randomBytes(10));
