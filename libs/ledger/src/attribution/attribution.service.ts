import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { AttributionScope, Moving } from '#domain/attribution.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { LEDGER_ATTRIBUTE } from '../ledger.tasks.js';
import type { Attributing } from './attributing.js';
import { firstSearch, insertAttribution, type RulesScope } from './attributions.store.js';
import { type LegSearch, MOST_LOOKED, nextCandidates } from './candidates.store.js';
import { readMoving, storesInScope } from './moving.query.js';

/** Long enough for the orders of a day, short enough for somebody who waits for the answer. */
const AT_ONCE_MS = 250;

/** What was begun. */
export interface BegunAttribution {
  readonly id: string;
  /** Whether there are orders that have to move, as far as can be told at once. */
  readonly movesOrders: boolean;
}

/** Gives recorded orders to stores anew after a binding or a store was made or changed. */
export class AttributionService {
  constructor(
    private readonly attributing: Attributing,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly atOnceMs = AT_ONCE_MS,
  ) {}

  /** Stores whose orders a change may move, the ones that gain too, before it is made. */
  stores(sql: Sql, scope: AttributionScope): Promise<string[]> {
    return storesInScope(sql, scope);
  }

  /** What the change moves, in the transaction that makes it, after it. */
  preview(sql: Sql, scope: AttributionScope): Promise<Moving> {
    return readMoving(sql, scope);
  }

  /**
   * Makes the job, in the transaction that changed the bindings or stores, after the change. What is recorded
   * from its commit on is given to its store by the new bindings.
   * @param storeIds whose hours rest while orders move; their rows are locked, so that nobody derives them just now
   */
  async begin(sql: Sql, scope: AttributionScope, storeIds: readonly string[]): Promise<BegunAttribution> {
    const now = this.clock.now();
    const id = uuidV7(now, randomBytes(10));
    const movesOrders = await movesSome(sql, scope);
    await insertAttribution(sql, { id, scope, storeIds: movesOrders ? storeIds : [] }, now);
    await wakeUp(sql, LEDGER_ATTRIBUTE, this.instance.id);
    return { id, movesOrders };
  }

  /**
   * The same where a store has another rule set, in the transaction that states it and holds the store's row.
   * @returns the job's id
   */
  async beginRules(sql: Sql, scope: RulesScope): Promise<string> {
    const now = this.clock.now();
    const id = uuidV7(now, randomBytes(10));
    await insertAttribution(sql, { id, scope, storeIds: [scope.storeId] }, now);
    await wakeUp(sql, LEDGER_ATTRIBUTE, this.instance.id);
    return id;
  }

  /** After the commit. @returns whether everything is where it belongs already */
  goOn(id: string): Promise<boolean> {
    return this.attributing.goOn(id, this.atOnceMs);
  }
}

/** Looks at the first legs of each search alone: where there are more, they may well have to move. */
async function movesSome(sql: Sql, scope: AttributionScope): Promise<boolean> {
  const first = firstSearch(scope);
  const searches: LegSearch[] = first === 'named' ? ['named', 'unnamed'] : [first];
  const bound = 'code' in scope ? undefined : scope;
  const searching = {
    account_id: bound?.accountId ?? null,
    vendor_store_id: bound?.vendorStoreId ?? null,
    code: 'code' in scope ? scope.code : null,
    since: bound?.since ?? null,
    ...{ looked_at: null, looked_id: null },
  };
  for (const search of searches) {
    const legs = await nextCandidates(sql, { ...searching, search }, 'before');
    if (legs.length === MOST_LOOKED.before || legs.some(({ misplaced }) => misplaced)) return true;
  }
  return false;
}
