import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { LedgerService } from '../ledger.service.js';
import { lockOrders, readLegs, resolveStores } from '../legs.store.js';
import { lockedOrders, refoldOrders } from '../order-refold.js';
import { updateOrders } from '../orders.store.js';
import { lockRecording } from '../recording-lock.store.js';
import type { OpenAttribution } from './attributions.store.js';
import { type LegCandidate, type LegSearch, nextCandidates } from './candidates.store.js';
import type { Mover } from './mover.js';

/** Gives recorded orders to the stores that the bindings now name. */
export class BindingsMover implements Mover<LegCandidate> {
  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  next(sql: Sql, attribution: OpenAttribution): Promise<LegCandidate[]> {
    return nextCandidates(sql, { ...attribution, search: attribution.search as LegSearch }, 'step');
  }

  async move(sql: Sql, attribution: OpenAttribution, legs: readonly LegCandidate[]): Promise<number> {
    await lockRecording(sql);
    const all = await readLegs(sql, await lockOrders(sql, legs));
    const stores = await resolveStores(
      sql,
      legs.map((leg) => leg.id),
    );
    const orders = lockedOrders(all);
    const updates = await refoldOrders(sql, { cause: 'binding', orders, folded: new Map(), stores });
    const moved = updates.filter(({ before, order }) => before.storeId !== order.storeId);
    if (moved.length === 0) return 0;
    await updateOrders(sql, moved, this.clock.now());
    await this.ledger.consumers.tellOfMoves(sql, moved, attribution);
    return moved.length;
  }
}
