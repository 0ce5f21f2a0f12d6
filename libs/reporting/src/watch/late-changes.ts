import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Log } from '#domain/log.js';
import { deletePlaces, type MovedPlace, peekPlaces } from '#ledger/places.store.js';
import type { Deriving } from '../derive/deriving.js';
import { type ChangedOrder, deleteChanges, holdChanges, peekChanges, placesSince } from './changes.store.js';
import type { RevisedHour } from '../derive/revisions.store.js';
import { hourName, hoursAt, lockStores } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import { type Batch, StoreByStore } from '../derive/store-by-store.js';

const MOST_NAMED = 10;

/**
 * Derives the hours that changed orders have moved anew, at once: those that were derived before, at any place that
 * such an order has had. An hour has a further revision only if its figures are others: an order that merely was
 * completed makes none.
 *
 * Why no change falls between two derivations: both hold the stores' rows. A change is taken in only after its
 * order was committed. Whoever derives the hour later reads orders later, and so has it; if the hour was derived
 * before, its row is seen here and it is derived anew.
 *
 * The stores are locked before the changes are held, and held changes are never waited for. So this
 * cannot wait in a circle with somebody who changes a store or a binding and then its orders.
 *
 * A store whose hours cannot be derived holds up its own changes alone: they wait, and the next run tries them again.
 */
export class LateChanges {
  private readonly storeByStore: StoreByStore;

  constructor(
    private readonly database: Database,
    private readonly deriving: Deriving,
    private readonly settings: ReportingSettings,
    private readonly log: Log,
  ) {
    this.storeByStore = new StoreByStore(database, log, { event: 'derive', outcome: 'changes not taken in' });
  }

  /** Until nothing waits. What somebody else holds is theirs; a ledger that still writes wakes us again. */
  async run(signal: AbortSignal): Promise<void> {
    const resting: string[] = [];
    while (!signal.aborted && (await this.storeByStore.take(await this.places(resting), resting)));
    while (!signal.aborted && (await this.storeByStore.take(await this.changes(resting), resting)));
  }

  private async changes(resting: readonly string[]): Promise<Batch> {
    const { changesPerBatch } = this.settings;
    const peeked = await peekChanges(this.database, changesPerBatch, resting);
    return {
      storeIds: storesOf(peeked),
      takeAll: () => this.takeChanges(peeked),
      takeOf: (storeId) => this.reviseOf(storeId, peeked),
    };
  }

  /** @returns whether there may be more; fewer than a batch were all, but for those that came later and wake us */
  private async takeChanges(peeked: readonly ChangedOrder[]): Promise<boolean> {
    if (peeked.length === 0) return false;
    const { more, revised } = await this.database.transaction(async (sql) => {
      const stores = storesOf(peeked);
      if (stores.length > 0) await lockStores(sql, stores);
      const held = await holdChanges(
        sql,
        peeked.map(({ orderId }) => orderId),
      );
      if (held.length === 0) return { more: false, revised: [] };
      const { taken, revised } = await this.takeIn(sql, held, new Set(stores));
      return { more: peeked.length === this.settings.changesPerBatch || taken < held.length, revised };
    });
    this.tell(revised);
    return more;
  }

  /** @returns how many were taken in, and what became of their hours */
  private async takeIn(sql: Sql, held: readonly string[], locked: ReadonlySet<string>) {
    const places = await placesSince(sql, held);
    // An order given to another store since the peek waits for the next batch, which locks that store.
    const taken = [...places].filter(([, ofOrder]) => ofOrder.every(({ storeId }) => locked.has(storeId)));
    const hours = await hoursAt(
      sql,
      taken.flatMap(([, ofOrder]) => ofOrder),
    );
    const revised = await this.deriving.revise(sql, hours);
    await deleteChanges(
      sql,
      taken.map(([orderId]) => orderId),
    );
    return { taken: taken.length, revised };
  }

  /** The hours of one store; the changes stay until all stores of theirs are through. */
  private async reviseOf(storeId: string, peeked: readonly ChangedOrder[]): Promise<void> {
    const orderIds = peeked.flatMap((one) => (one.storeIds.includes(storeId) ? [one.orderId] : []));
    const revised = await this.database.transaction(async (sql) => {
      await lockStores(sql, [storeId]);
      const places = [...(await placesSince(sql, orderIds)).values()].flat();
      const hours = await hoursAt(
        sql,
        places.filter((place) => place.storeId === storeId),
      );
      return this.deriving.revise(sql, hours);
    });
    this.tell(revised);
  }

  /** Hours that an attribution has moved, once it has ended. */
  private async places(resting: readonly string[]): Promise<Batch> {
    const { hoursPerBatch } = this.settings;
    const peeked = await peekPlaces(this.database, hoursPerBatch, resting);
    return {
      storeIds: [...new Set(peeked.map(({ store_id }) => store_id))],
      takeAll: async () => {
        await this.takePlaces(peeked);
        return peeked.length === hoursPerBatch;
      },
      takeOf: (storeId) => this.takePlaces(peeked.filter(({ store_id }) => store_id === storeId)),
    };
  }

  private async takePlaces(places: readonly MovedPlace[]): Promise<void> {
    if (places.length === 0) return;
    const revised = await this.database.transaction(async (sql) => {
      await lockStores(sql, [...new Set(places.map(({ store_id }) => store_id))]);
      const at = places.map(({ store_id, quarter }) => ({ storeId: store_id, at: quarter }));
      const hours = await this.deriving.revise(sql, await hoursAt(sql, at));
      await deletePlaces(sql, places);
      return hours;
    });
    this.tell(revised);
  }

  /** One line a batch, that names the first hours. */
  private tell(revised: readonly RevisedHour[]): void {
    const fresh = revised.filter(({ isNew }) => isNew).map(({ hour }) => hour);
    if (fresh.length === 0) return;
    const told = { event: 'derive', level: 'info', outcome: 'revised' } as const;
    this.log({ ...told, hours: fresh.length, first: fresh.slice(0, MOST_NAMED).map(hourName) });
  }
}

const storesOf = (changes: readonly ChangedOrder[]): string[] => [
  ...new Set(changes.flatMap(({ storeIds }) => storeIds)),
];
