import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { lockOrders, type LegRow, readLegs } from '../legs.store.js';
import { BY_PERSON, ordersOfLegs, type PlacedLink } from '../links.store.js';
import type { OrderConsumers } from '../order-consumers.js';
import { lockRecording } from '../recording-lock.store.js';
import { insertAct, legsOfLink, type LinkAct, linksOf } from './link-acts.store.js';
import { forgetSaid, newId, relink, wayBack } from './relinking.js';
import { type LinkRow, standingLinks } from './standing-links.js';

/** Which legs a person says belong to an order. */
export interface LinkWish {
  readonly orderId: string;
  /** All legs of another order, or one leg alone. */
  readonly of: { readonly orderId: string } | { readonly legId: string };
}

/** What is to be linked, as it stands under the orders' locks. */
export interface HeldLegs {
  readonly moving: readonly LegRow[];
  /** Of the orders that the moving ones leave. */
  readonly staying: readonly LegRow[];
  readonly target: readonly LegRow[];
}

/** A link that is to be undone, as it stands under the orders' locks. */
export interface HeldLink {
  readonly link: LinkRow;
  /** Whether the leg is where it is by this link. */
  readonly isInForce: boolean;
  /** All of the orders that its legs are in, or may go back to. */
  readonly legs: readonly LegRow[];
}

export type Act = Omit<LinkAct, 'id' | 'kind'>;

export interface Relinked {
  readonly linkIds: readonly string[];
  readonly legIds: readonly string[];
  /** Those that legs left or came to. */
  readonly orderIds: readonly string[];
}

/**
 * What people say of which legs are one order; in the caller's transaction, under the locks of all orders concerned.
 * What is undone leaves orders, sales and hours as if it had never been: the leg goes back to the order that it came from.
 */
export class PeopleLinks {
  constructor(
    private readonly clock: Clock,
    private readonly consumers: OrderConsumers,
  ) {}

  /** @param judge throws where it is not to be done */
  async link(
    sql: Sql,
    { orderId, of }: LinkWish,
    act: Act,
    judge: (held: HeldLegs) => void,
  ): Promise<Relinked> {
    await lockRecording(sql);
    const from = 'orderId' in of ? [of.orderId] : [...(await ordersOfLegs(sql, [of.legId])).values()];
    const legs = await readLegs(sql, await lockOrders(sql, [], [orderId, ...from]));
    const isMeant = (row: LegRow): boolean =>
      'orderId' in of ? row.order_id === of.orderId : row.id === of.legId;
    const moving = legs.filter((row) => isMeant(row) && row.order_id !== orderId);
    const target = legs.filter((row) => row.order_id === orderId);
    judge({
      moving,
      staying: legs.filter((row) => !moving.includes(row) && !target.includes(row)),
      target,
    });
    const actId = await this.note(sql, 'link', act);
    return this.place(
      sql,
      legs,
      moving.map(({ id }) => ({
        ...{ link_id: newId(this.clock), leg_id: id, order_id: orderId, evidence: BY_PERSON },
        ...{ undoes: null, act_id: actId, is_new: false },
      })),
    );
  }

  /**
   * With the legs that came by the same act and are there by it still.
   * @param judge throws where it is not to be done
   * @returns undefined where there is no such link
   */
  async undo(
    sql: Sql,
    linkId: string,
    act: Act,
    judge: (held: HeldLink) => void,
  ): Promise<Relinked | undefined> {
    await lockRecording(sql);
    const legIds = await legsOfLink(sql, linkId);
    if (legIds.length === 0) return undefined;
    const legs = await this.lockAll(sql, legIds);
    const rows = await linksOf(sql, legIds);
    const standing = standingByLeg(rows);
    const link = rows.find(({ id }) => id === linkId);
    if (link === undefined) throw new Error(`link ${linkId} is gone`);
    const undone = [...standing.values()].filter((links) => goesWith(links, link));
    judge({ link, isInForce: undone.some((links) => links.at(-1)?.id === linkId), legs });
    const actId = await this.note(sql, 'undo', act);
    const relinked = await this.place(
      sql,
      legs,
      undone.map((links) => wayBack(this.clock, links, actId)),
    );
    await forgetSaid(
      sql,
      undone.flatMap((links) => links.slice(-1)),
    );
    return relinked;
  }

  /** The orders that the legs are in, and all that they may go back to. */
  private async lockAll(sql: Sql, legIds: readonly string[]): Promise<LegRow[]> {
    const links = await linksOf(sql, legIds);
    const now = await ordersOfLegs(sql, legIds);
    const orderIds = new Set([...links.map(({ order_id }) => order_id), ...now.values()]);
    const legs = await readLegs(sql, await lockOrders(sql, [], [...orderIds]));
    const known = new Set(legs.map(({ id }) => id));
    if (legIds.every((id) => known.has(id))) return legs;
    throw new Error('a leg was moved to another order meanwhile: try again');
  }

  private async note(sql: Sql, kind: LinkAct['kind'], act: Act): Promise<string> {
    const id = newId(this.clock);
    await insertAct(sql, { id, kind, ...act }, this.clock.now());
    return id;
  }

  private async place(sql: Sql, legs: readonly LegRow[], placed: readonly PlacedLink[]): Promise<Relinked> {
    const updates = await relink(sql, this.clock, legs, placed);
    await this.consumers.tell(sql, updates);
    return {
      linkIds: placed.map(({ link_id }) => link_id),
      legIds: placed.map(({ leg_id }) => leg_id),
      orderIds: updates.map(({ id }) => id),
    };
  }
}

function standingByLeg(rows: readonly LinkRow[]): Map<string, readonly LinkRow[]> {
  const byLeg = new Map<string, LinkRow[]>();
  for (const row of rows) byLeg.set(row.leg_id, [...(byLeg.get(row.leg_id) ?? []), row]);
  return new Map([...byLeg].map(([legId, links]) => [legId, standingLinks(links)]));
}

/** It is the link in force of its leg, or came by the same act as that one. */
function goesWith(links: readonly LinkRow[], link: LinkRow): boolean {
  const top = links.at(-1);
  return top !== undefined && (top.id === link.id || (link.act_id !== null && top.act_id === link.act_id));
}
