import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { lockOrders, readLegs } from './legs.store.js';
import { TOLD } from './links.store.js';
import { linksOf } from './links/link-acts.store.js';
import { forgetSaid, relink, wayBack } from './links/relinking.js';
import { standingLinks } from './links/standing-links.js';
import type { OrderUpdate } from './orders.store.js';
import { lockRecording } from './recording-lock.store.js';
import { orderOfLeg } from './shared-numbers.store.js';

/** Ends links that only a person's word to a command made; in the caller's transaction. */
export class ToldLinks {
  constructor(private readonly clock: Clock) {}

  /**
   * Lets the leg go back to where it was. One that is by itself already stays there, and so does one that is elsewhere
   * by now, or there by better evidence: that was not said with the command.
   * @param besides orders that are locked in the same round; it was said to belong to one of them
   * @returns what the orders concerned are now
   */
  async end(sql: Sql, legId: string, besides: readonly string[]): Promise<readonly OrderUpdate[]> {
    await lockRecording(sql);
    const from = await orderOfLeg(sql, legId);
    const known = (await linksOf(sql, [legId])).map(({ order_id }) => order_id);
    const orderIds = [...new Set([...(from === undefined ? [] : [from]), ...known, ...besides])];
    const legs = await readLegs(sql, await lockOrders(sql, [], orderIds));
    const row = legs.find(({ id }) => id === legId);
    if (row === undefined) throw new Error(`leg ${legId} was moved to another order meanwhile: try again`);
    if (legs.filter(({ order_id }) => order_id === row.order_id).length === 1) return [];
    const standing = standingLinks(await linksOf(sql, [legId]));
    if (!besides.includes(row.order_id) || standing.at(-1)?.evidence !== TOLD) return [];
    const updates = await relink(sql, this.clock, legs, [wayBack(this.clock, standing, null)]);
    await forgetSaid(sql, standing.slice(-1));
    return updates;
  }
}
