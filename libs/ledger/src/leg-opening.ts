import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import {
  type Belonging,
  type LinkEvidence,
  type PlacedLink,
  placeLegs,
  stayingLegs,
  TOLD,
} from './links.store.js';
import { type LegName, type LegRow, lockOrders, type NewLeg, openLegs, readLegs } from './legs.store.js';
import { lockedOrders, type LockedOrders } from './order-refold.js';
import { type LegOpenedBy, type RecordingAccount, sellRank } from './recording.js';

/** A leg that is to be there. */
export interface WantedLeg {
  readonly account: RecordingAccount;
  readonly vendorNo: string;
  /** As the vendor writes it; absent: the same. */
  readonly orderNo?: string | undefined;
  readonly by: LegOpenedBy;
}

export interface OpenedLegs {
  readonly orders: LockedOrders;
  /** The wanted legs, by their name. */
  readonly named: ReadonlyMap<string, LegRow>;
  /** Orders that gained or lost a leg by evidence. */
  readonly relinked: ReadonlySet<string>;
}

const keyOf = (name: LegName): string => `${name.account_id} ${name.vendor_no}`;
export const legKey = (accountId: string, vendorNo: string): string =>
  keyOf({ account_id: accountId, vendor_no: vendorNo });

/** Opens legs that are seen for the first time, locks the orders of all of them and links what belongs together. */
export class LegOpening {
  constructor(
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  /**
   * Under the locks of every order concerned, until the caller's transaction ends.
   * @param besides orders that are locked with them
   */
  async open(
    sql: Sql,
    wanted: readonly WantedLeg[],
    belongings: readonly Belonging[],
    besides: readonly string[] = [],
  ): Promise<OpenedLegs> {
    const belonging = byLeg(belongings);
    const fresh = this.newLegs(wanted, belonging);
    const targets = [...belongings.map((leg) => leg.target_order_id), ...besides];
    // A leg must not be put into an order that somebody is at work on: all locks at once, in one order.
    if (targets.length > 0) await lockOrders(sql, fresh, targets);
    await openLegs(sql, fresh, this.clock.now());
    const read = await readLegs(sql, await lockOrders(sql, fresh, targets));
    const moves = await this.movesOf(sql, read, belonging);
    const opened = fresh.filter((leg) => leg.evidence !== null && read.some(({ id }) => id === leg.leg_id));
    const relinked = new Set(opened.map((leg) => leg.order_id));
    for (const { row, orderId } of moves) relinked.add(row.order_id).add(orderId);
    return { ...(await this.moved(sql, read, moves)), relinked };
  }

  /** Legs of which only others speak: each has an order of its own, and nothing is known of it yet. */
  async openSpokenOf(sql: Sql, wanted: readonly WantedLeg[]): Promise<void> {
    await openLegs(sql, this.newLegs(wanted, new Map()), this.clock.now());
  }

  private newLegs(wanted: readonly WantedLeg[], belonging: ReadonlyMap<string, Belonging>): NewLeg[] {
    const byKey = new Map(wanted.map((leg) => [legKey(leg.account.id, leg.vendorNo), leg]));
    return [...byKey].map(([key, { account, vendorNo, orderNo = vendorNo, by }]) => ({
      leg_id: this.newId(),
      order_id: belonging.get(key)?.target_order_id ?? this.newId(),
      account_id: account.id,
      connector: account.connector,
      vendor_no: vendorNo,
      order_no: orderNo === vendorNo ? null : orderNo,
      sell_rank: sellRank(account),
      own_store_ids: account.storeIds === 'own',
      opened_by: by,
      evidence: belonging.get(key)?.evidence ?? null,
      document_no: null,
    }));
  }

  /** Legs that were seen on their own before it was known where they belong. */
  private async movesOf(
    sql: Sql,
    rows: readonly LegRow[],
    belonging: ReadonlyMap<string, Belonging>,
  ): Promise<Move[]> {
    if (belonging.size === 0) return [];
    const orders = new Map(rows.map((row) => [row.id, row.order_id]));
    const apart = rows.flatMap((row): Move[] => {
      const target = belonging.get(keyOf(row));
      if (target === undefined) return [];
      const orderId = orders.get(target.target_leg_id);
      if (orderId === undefined) throw new Error(`leg ${target.target_leg_id} was moved: record again`);
      const { evidence, isTold = false } = target;
      const { target_leg_id: targetId } = target;
      return orderId === row.order_id ? [] : [{ row, targetId, orderId, evidence, isTold }];
    });
    if (apart.length === 0) return [];
    const staying = await stayingLegs(
      sql,
      apart.map(({ row, targetId, orderId, evidence, isTold }) => ({
        ...{ leg_id: row.id, target_leg_id: targetId, order_id: orderId, evidence, is_told: isTold },
      })),
    );
    return apart.filter(({ row }) => !staying.has(row.id));
  }

  private async moved(
    sql: Sql,
    read: readonly LegRow[],
    moves: readonly Move[],
  ): Promise<Omit<OpenedLegs, 'relinked'>> {
    const to = new Map(moves.map(({ row, orderId }) => [row.id, orderId]));
    if (moves.length > 0) await placeLegs(sql, moves.map(this.link), this.clock.now());
    const legs = read.map((row) => ({ ...row, order_id: to.get(row.id) ?? row.order_id }));
    const named = new Map(legs.map((row) => [keyOf(row), row]));
    return { orders: { legs, before: lockedOrders(read).before }, named };
  }

  private readonly link = ({ row, orderId, evidence }: Move): PlacedLink => ({
    link_id: this.newId(),
    leg_id: row.id,
    order_id: orderId,
    evidence,
    undoes: null,
    act_id: null,
    is_new: false,
  });
}

interface Move {
  readonly row: LegRow;
  readonly targetId: string;
  readonly orderId: string;
  readonly evidence: LinkEvidence;
  readonly isTold: boolean;
}

/** By the last that is known of each; that a person says the same is kept beside it. */
function byLeg(belongings: readonly Belonging[]): Map<string, Belonging> {
  const known = new Map<string, Belonging>();
  for (const one of belongings) {
    const before = known.get(keyOf(one));
    const isSaid = before?.isTold === true && before.target_leg_id === one.target_leg_id;
    known.set(keyOf(one), { ...one, isTold: one.evidence === TOLD || isSaid });
  }
  return known;
}
