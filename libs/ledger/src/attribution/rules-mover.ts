import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { LedgerService } from '../ledger.service.js';
import { lockOrders, readLegs } from '../legs.store.js';
import { countsOtherwise, lockedOrders, refoldOrders } from '../order-refold.js';
import { updateOrders } from '../orders.store.js';
import { lockRecording } from '../recording-lock.store.js';
import type { OpenAttribution } from './attributions.store.js';
import { type Candidate, MOST_LOOKED } from './candidates.store.js';
import type { Mover } from './mover.js';
import { nextOrdersOf } from './rule-orders.store.js';

/** Lets a store's recorded orders count by the rule sets that are stated by now. */
export class RulesMover implements Mover<Candidate> {
  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  async next(sql: Sql, attribution: OpenAttribution): Promise<Candidate[]> {
    const { store_ids, search, since, looked_at, looked_id } = attribution;
    const looked = { lookedAt: looked_at ?? since, lookedId: looked_id };
    const wanted = { storeId: store_ids[0] ?? '', placed: search === 'placed', ...looked };
    return (await nextOrdersOf(sql, wanted, MOST_LOOKED.step)).map((order) => ({
      ...order,
      misplaced: true,
    }));
  }

  async move(sql: Sql, attribution: OpenAttribution, candidates: readonly Candidate[]): Promise<number> {
    await lockRecording(sql);
    const ids = candidates.map(({ id }) => id);
    const orders = lockedOrders(await readLegs(sql, await lockOrders(sql, [], ids)));
    const [folded, stores] = [new Map(), new Map()];
    const relinked = new Set(ids);
    const updates = await refoldOrders(sql, { cause: 'rule', orders, folded, stores, relinked });
    const changed = updates.filter(countsOtherwise);
    if (changed.length === 0) return 0;
    await updateOrders(sql, changed, this.clock.now());
    await this.ledger.consumers.tellOfRules(sql, changed, attribution);
    return changed.length;
  }
}
