import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { LedgerService } from '../ledger.service.js';
import { lockOrders, readLegs, resolveStores } from '../legs.store.js';
import { lockedOrders, refoldOrders } from '../order-refold.js';
import { updateOrders } from '../orders.store.js';
import { recordingsUnderWay } from '../recording-lock.store.js';
import { advance, type OpenAttribution, waitForRecordings } from './attributions.store.js';
import { type Candidate, MOST_LOOKED, nextCandidates, type Search } from './candidates.store.js';

/** `waits`: for recordings that began before it and may not know the new bindings. */
export type Stepped = 'more' | 'done' | 'waits';

/**
 * How many orders are locked at once: who records one of them waits for no more than these. After a step that
 * failed, fewer, until the one that fails is alone.
 */
const AFTER_FAILURES = [MOST_LOOKED.step, 10, 1, 1, 1];

/** Whether a step takes a single leg in hand after so many failures. */
export const isSingle = (failures: number): boolean => (AFTER_FAILURES[failures] ?? 1) === 1;

const AFTER: Readonly<Record<Search, Search | null>> = { named: 'unnamed', unnamed: null, code: null };

/** What of the candidates is taken in hand. */
interface Portion {
  readonly moved: readonly Candidate[];
  readonly left: readonly Candidate[];
  /** The last one that was looked at; undefined at the end of the search. */
  readonly last: Candidate | undefined;
  readonly looked: number;
}

/** One step of an attribution: some legs looked at, and those that belong to another store given to it. */
export class AttributionStep {
  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that has the attribution in hand. */
  async take(sql: Sql, attribution: OpenAttribution): Promise<Stepped> {
    if (await this.mustWait(sql, attribution)) return 'waits';
    const portion = portionOf(await nextCandidates(sql, attribution, 'step'), attribution.failures);
    const ordersMoved = portion.moved.length === 0 ? 0 : await this.move(sql, attribution, portion.moved);
    const search = portion.last === undefined ? AFTER[attribution.search] : attribution.search;
    await advance(sql, attribution.id, {
      search: search ?? attribution.search,
      looked_at: portion.last?.order_at ?? null,
      looked_id: portion.last?.id ?? null,
      legsLooked: portion.looked,
      ordersMoved,
      legsLeft: portion.left.length,
      finishedAt: search === null ? this.clock.now() : null,
    });
    if (search !== null) return 'more';
    await this.ledger.consumers.tellOfPlaces(sql);
    return 'done';
  }

  private async mustWait(sql: Sql, { id, waits_since, recordings }: OpenAttribution): Promise<boolean> {
    if (waits_since !== null && recordings.length === 0) return false;
    const underWay = await recordingsUnderWay(sql);
    const left = waits_since === null ? underWay : recordings.filter((one) => underWay.includes(one));
    await waitForRecordings(sql, id, left, this.clock.now());
    return left.length > 0;
  }

  /** @returns how many orders are another store's now */
  private async move(sql: Sql, attribution: OpenAttribution, legs: readonly Candidate[]): Promise<number> {
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

function portionOf(candidates: readonly Candidate[], failures: number): Portion {
  const misplaced = candidates.filter((one) => one.misplaced);
  const skips = failures >= AFTER_FAILURES.length;
  const taken = misplaced.slice(0, AFTER_FAILURES[failures] ?? 1);
  const beyond = misplaced[taken.length];
  const looked = beyond === undefined ? candidates.length : candidates.indexOf(beyond);
  const isLast = beyond === undefined && candidates.length < MOST_LOOKED.step;
  return {
    moved: skips ? [] : taken,
    left: skips ? taken : [],
    last: isLast ? undefined : candidates[looked - 1],
    looked,
  };
}
