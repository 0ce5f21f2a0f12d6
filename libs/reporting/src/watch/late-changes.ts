import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { deletePlaces, peekPlaces } from '#ledger/places.store.js';
import type { Deriving } from '../derive/deriving.js';
import { type ChangedOrder, deleteChanges, holdChanges, peekChanges, placesSince } from './changes.store.js';
import { hoursAt, lockStores } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';

/**
 * Derives the hours that changed orders have moved anew, at once: those that were derived before, at any place that such
 * an order has had. An hour has a further revision only if its figures are others: an order that merely was completed
 * makes none.
 *
 * Why no change falls between two derivations: both hold the stores' rows. A change is taken in only after its
 * order was committed. Whoever derives the hour later reads orders later, and so has it; if the hour was derived
 * before, its row is seen here and it is derived anew.
 *
 * The stores are locked before the changes are held, and held changes are never waited for. So this
 * cannot wait in a circle with somebody who changes a store or a binding and then its orders.
 */
export class LateChanges {
  constructor(
    private readonly database: Database,
    private readonly deriving: Deriving,
    private readonly settings: ReportingSettings,
  ) {}

  /** Until nothing waits. What somebody else holds is theirs; a ledger that still writes wakes us again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.takePlaces()));
    while (!signal.aborted && (await this.takeBatch()));
  }

  /** @returns whether there may be more; fewer than a batch were all, but for those that came later and wake us */
  private takeBatch(): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const { changesPerBatch } = this.settings;
      const peeked = await peekChanges(sql, changesPerBatch);
      const stores = storesOf(peeked);
      if (stores.length > 0) await lockStores(sql, stores);
      const orderIds = peeked.map((change) => change.orderId);
      const held = orderIds.length > 0 ? await holdChanges(sql, orderIds) : [];
      if (held.length === 0) return false;
      const taken = await this.takeIn(sql, held, new Set(stores));
      return peeked.length === changesPerBatch || taken < held.length;
    });
  }

  /** @returns how many were taken in */
  private async takeIn(sql: Sql, held: readonly string[], locked: ReadonlySet<string>): Promise<number> {
    const places = await placesSince(sql, held);
    // An order given to another store since the peek waits for the next batch, which locks that store.
    const taken = [...places].filter(([, ofOrder]) => ofOrder.every(({ storeId }) => locked.has(storeId)));
    const hours = await hoursAt(
      sql,
      taken.flatMap(([, ofOrder]) => ofOrder),
    );
    await this.deriving.revise(sql, hours);
    await deleteChanges(
      sql,
      taken.map(([orderId]) => orderId),
    );
    return taken.length;
  }

  /**
   * Derives the hours that an attribution has moved anew, once it has ended.
   * @returns whether there may be more
   */
  private takePlaces(): Promise<boolean> {
    const { hoursPerBatch } = this.settings;
    return this.database.transaction(async (sql) => {
      const places = await peekPlaces(sql, hoursPerBatch);
      if (places.length === 0) return false;
      await lockStores(sql, [...new Set(places.map(({ store_id }) => store_id))]);
      const at = places.map(({ store_id, quarter }) => ({ storeId: store_id, at: quarter }));
      const hours = await hoursAt(sql, at);
      await this.deriving.revise(sql, hours);
      await deletePlaces(sql, places);
      return places.length === hoursPerBatch;
    });
  }
}

const storesOf = (changes: readonly ChangedOrder[]): string[] => [
  ...new Set(changes.flatMap(({ storeIds }) => storeIds)),
];
