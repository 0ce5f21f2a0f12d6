import type { Sql } from '#database/sql.js';
import type { AttributionScope, Moving } from '#domain/attribution.js';
import type { Clock } from '#domain/clock.js';
import { lockAttribution, misplacedLegs, readMoving } from './attribution.store.js';
import type { LedgerService } from './ledger.service.js';
import { lockOrders, readLegs, resolveStores } from './legs.store.js';
import { lockedOrders, refoldOrders } from './order-refold.js';
import { updateOrders } from './orders.store.js';

/** Gives recorded orders to stores anew after a binding or a store was made or changed. */
export class AttributionService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /** What {@link begin} would move, in the transaction that changed the bindings or stores, after the change. */
  preview(sql: Sql, scope: AttributionScope): Promise<Moving> {
    return readMoving(sql, scope);
  }

  /** To be called in the transaction that changed the bindings or stores, after the change. */
  async begin(sql: Sql, scope: AttributionScope): Promise<void> {
    await lockAttribution(sql);
    const legs = await misplacedLegs(sql, scope);
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
