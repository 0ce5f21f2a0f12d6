import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { lockAttribution, misplacedLegs } from './attribution.store.js';
import type { LedgerService } from './ledger.service.js';
import { lockOrders, readLegs, resolveStores } from './legs.store.js';
import { lockedOrders, refoldOrders } from './order-refold.js';
import { updateOrders } from './orders.store.js';

/** Gives orders to stores anew after a binding or a store was made or removed. */
export class AttributionService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /**
   * To be called in the transaction that changed the bindings or stores, after the change.
   * @param accountId only this account's legs; null for all (a store was made)
   */
  async attribute(sql: Sql, accountId: string | null): Promise<void> {
    await lockAttribution(sql);
    const legs = await misplacedLegs(sql, accountId);
    if (legs.length === 0) return;
    const all = await readLegs(sql, await lockOrders(sql, legs));
    const stores = await resolveStores(
      sql,
      legs.map((leg) => leg.id),
    );
    const updates = refoldOrders({ orders: lockedOrders(all), folded: new Map(), stores });
    const now = this.clock.now();
    await updateOrders(sql, updates, now);
    await this.ledger.tellConsumers(sql, updates, now);
  }
}
