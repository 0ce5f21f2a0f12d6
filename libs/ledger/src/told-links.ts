import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { endLinks } from './declared-numbers.store.js';
import { lockOrders, readLegs } from './legs.store.js';
import { type LockedOrders, lockedOrders, NOTHING_BEFORE, refoldOrders } from './order-refold.js';
import { type OrderUpdate, updateOrders } from './orders.store.js';
import { lockRecording } from './recording-lock.store.js';
import { orderOfLeg } from './shared-numbers.store.js';
import { forgetMarker } from './shown-markers.store.js';

/** Why a leg is by itself again: a person had said where it belongs, and took it back. */
const TAKEN_BACK = 'taken back';

/** Ends links that only a person's word made; in the caller's transaction. */
export class ToldLinks {
  constructor(private readonly clock: Clock) {}

  /**
   * Gives the leg an order of its own again. One that is by itself already stays there.
   * @param besides orders that are locked in the same round
   * @returns what the orders concerned are now
   */
  async end(sql: Sql, legId: string, besides: readonly string[]): Promise<readonly OrderUpdate[]> {
    await lockRecording(sql);
    const from = await orderOfLeg(sql, legId);
    const orderIds = [...new Set([...(from === undefined ? [] : [from]), ...besides])];
    const legs = await readLegs(sql, await lockOrders(sql, [], orderIds));
    const row = legs.find(({ id }) => id === legId);
    if (row === undefined) throw new Error(`leg ${legId} was moved to another order meanwhile: try again`);
    if (legs.filter(({ order_id }) => order_id === row.order_id).length === 1) return [];
    const now = this.clock.now();
    const order_id = uuidV7(now, randomBytes(10));
    const link_id = uuidV7(now, randomBytes(10));
    await endLinks(sql, [{ leg_id: legId, order_id, link_id }], TAKEN_BACK, now);
    await forgetMarker(sql, legId);
    const before = new Map(lockedOrders(legs).before).set(order_id, NOTHING_BEFORE);
    const moved = legs.map((leg) => (leg.id === legId ? { ...leg, order_id } : leg));
    return this.refold(sql, { legs: moved, before }, new Set([row.order_id, order_id]));
  }

  private async refold(
    sql: Sql,
    orders: LockedOrders,
    relinked: ReadonlySet<string>,
  ): Promise<readonly OrderUpdate[]> {
    const [folded, stores] = [new Map(), new Map()];
    const updates = await refoldOrders(sql, { cause: 'link', orders, folded, stores, relinked });
    await updateOrders(sql, updates, this.clock.now());
    return updates;
  }
}
