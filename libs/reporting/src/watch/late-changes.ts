import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Log } from '#domain/log.js';
import { deletePlaces, peekPlaces } from '#ledger/places.store.js';
import { enqueue } from '#jobs/job-queue.js';
import type { Deriving } from '../derive/deriving.js';
import {
  type ChangedOrder,
  deleteChanges,
  type HeldChange,
  holdChanges,
  peekChanges,
  type Place,
  presentPlaces,
} from './changes.store.js';
import { hoursAt, lockStores } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import { REPORTING_SWEEP } from '../reporting.tasks.js';

interface TakenIn {
  readonly changes: readonly HeldChange[];
  /** Fewer than a batch were all, but for those that came later and wake us. */
  readonly mayBeMore: boolean;
}

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
    private readonly log: Log,
  ) {}

  /** Until nothing waits. What somebody else holds is theirs; a ledger that still writes wakes us again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.takePlaces()));
    for (let mayBeMore = true; mayBeMore && !signal.aborted;) {
      const taken = await this.takeBatch();
      this.tell(taken.changes);
      mayBeMore = taken.mayBeMore;
    }
  }

  private takeBatch(): Promise<TakenIn> {
    return this.database.transaction(async (sql) => {
      const { changesPerBatch } = this.settings;
      const peeked = await peekChanges(sql, changesPerBatch);
      const stores = storesOf(peeked);
      if (stores.length > 0) await lockStores(sql, stores);
      const orderIds = peeked.map((change) => change.orderId);
      const held = orderIds.length > 0 ? await holdChanges(sql, orderIds) : [];
      if (held.length === 0) return { changes: [], mayBeMore: false };
      const changes = await this.takeIn(sql, held, new Set(stores));
      return { changes, mayBeMore: peeked.length === changesPerBatch || changes.length < held.length };
    });
  }

  /** @returns those that were taken in */
  private async takeIn(
    sql: Sql,
    held: readonly HeldChange[],
    locked: ReadonlySet<string>,
  ): Promise<HeldChange[]> {
    const places = await placesOf(sql, held);
    // An order given to another store since the peek waits for the next batch, which locks that store.
    const taken = held.filter(({ orderId }) =>
      (places.get(orderId) ?? []).every(({ storeId }) => locked.has(storeId)),
    );
    const orderIds = taken.map(({ orderId }) => orderId);
    const hours = await hoursAt(
      sql,
      orderIds.flatMap((id) => places.get(id) ?? []),
    );
    await this.deriving.revise(sql, hours);
    await deleteChanges(sql, orderIds);
    if (taken.some(({ mayLackPlaces }) => mayLackPlaces))
      await enqueue(sql, REPORTING_SWEEP, {}, { key: REPORTING_SWEEP.name });
    return taken;
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

  private tell(changes: readonly HeldChange[]): void {
    for (const { orderId, mayLackPlaces } of changes) {
      if (!mayLackPlaces) continue;
      const message = 'the order moved so often that hours it passed through may differ: a sweep looks';
      this.log({ event: 'changes', level: 'warn', orderId, outcome: 'places missing', message });
    }
  }
}

const storesOf = (changes: readonly ChangedOrder[]): string[] => [
  ...new Set(changes.flatMap(({ storeIds }) => storeIds)),
];

/** Where each order counted when we last looked, where since, and where it counts now. */
async function placesOf(sql: Sql, held: readonly HeldChange[]): Promise<Map<string, Place[]>> {
  const present = await presentPlaces(
    sql,
    held.map(({ orderId }) => orderId),
  );
  return new Map(
    held.map(({ orderId, places }) => {
      const now = present.get(orderId);
      return [orderId, now === undefined ? [...places] : [...places, now]];
    }),
  );
}
