import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { ClaimedPlace } from '#domain/number-claim.js';
import { fromDbLeg, fromDbPlaces, toDbJson } from './ledger.mapping.js';
import { type LegRow, lockOrders, readLegs } from './legs.store.js';
import { heldPlaces } from './numbered-legs.js';
import { lockedOrders, refoldOrders } from './order-refold.js';
import { updateOrders } from './orders.store.js';
import { lockRecording } from './recording-lock.store.js';
import { openSharing, orderOfLeg, writeNumber } from './shared-numbers.store.js';

/** The leg that has a number which other documents carry too, under its order's lock. */
export interface ContestedLeg {
  readonly row: LegRow;
  /** All legs of its order. */
  readonly beside: readonly LegRow[];
}

/** What a person decides of a number that two orders carry; in the caller's transaction, under the order's lock. */
export class ContestedNumbers {
  constructor(private readonly clock: Clock) {}

  /** @throws Error where the leg goes to another order in this very moment */
  async lock(sql: Sql, legId: string): Promise<ContestedLeg> {
    const orderId = await orderOfLeg(sql, legId);
    const beside = orderId === undefined ? [] : await readLegs(sql, await lockOrders(sql, [], [orderId]));
    const row = beside.find(({ id }) => id === legId);
    if (row === undefined) throw new Error(`leg ${legId} was moved to another order meanwhile: try again`);
    return { row, beside };
  }

  /**
   * Writes what the leg's number is given to besides, and whether documents still contradict it.
   * @param place of documents that are of this order after all
   */
  async settle(
    sql: Sql,
    { row, beside }: ContestedLeg,
    { place, isContradicted }: { place?: ClaimedPlace; isContradicted: boolean },
  ): Promise<void> {
    await lockRecording(sql);
    const held = heldPlaces({ places: fromDbPlaces(row.claims), folded: fromDbLeg(row.state) });
    const claims = toDbJson(place === undefined ? held : [...held, place]);
    const number_flag = isContradicted ? row.number_flag : null;
    await writeNumber(sql, { id: row.id, claims, number_flag }, this.clock.now());
    const legs = beside.map((leg) => (leg.id === row.id ? { ...leg, number_flag } : leg));
    const relinked = new Set([row.order_id]);
    const orders = lockedOrders(legs);
    const [folded, stores] = [new Map(), new Map()];
    const updates = await refoldOrders(sql, { cause: 'record', orders, folded, stores, relinked });
    await updateOrders(sql, updates, this.clock.now());
  }

  /** Opens another order for these documents: from now on those of this place are that order's. */
  openAnother(
    sql: Sql,
    { row }: ContestedLeg,
    other: { readonly vendorNo: string; readonly orderNo: string; readonly place: ClaimedPlace },
  ): Promise<void> {
    const now = this.clock.now();
    const [leg_id, order_id] = [uuidV7(now, randomBytes(10)), uuidV7(now, randomBytes(10))];
    const claims = toDbJson([other.place]);
    const leg = { leg_id, order_id, beside: row, vendor_no: other.vendorNo, order_no: other.orderNo, claims };
    return openSharing(sql, leg, now);
  }
}
