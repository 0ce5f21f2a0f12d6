import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { LedgerService } from '../ledger.service.js';
import { recordingsUnderWay } from '../recording-lock.store.js';
import { advance, type OpenAttribution, waitForRecordings } from './attributions.store.js';
import { BindingsMover } from './bindings-mover.js';
import { type Candidate, MOST_LOOKED, type Search } from './candidates.store.js';
import type { Mover } from './mover.js';
import { RulesMover } from './rules-mover.js';

/** `waits`: for recordings that began before it and may not know the new bindings. */
export type Stepped = 'more' | 'done' | 'waits';

/**
 * How many orders are locked at once: who records one of them waits for no more than these. After a step that
 * failed, fewer, until the one that fails is alone.
 */
const AFTER_FAILURES = [MOST_LOOKED.step, 10, 1, 1, 1];

/** Whether a step takes a single leg in hand after so many failures. */
export const isSingle = (failures: number): boolean => (AFTER_FAILURES[failures] ?? 1) === 1;

const AFTER: Readonly<Record<Search, Search | null>> = {
  ...{ named: 'unnamed', unnamed: null, code: null },
  ...{ placed: 'unplaced', unplaced: null },
};

/** What of the candidates is taken in hand. */
interface Portion<Each> {
  readonly moved: readonly Each[];
  readonly left: readonly Each[];
  /** The last one that was looked at; undefined at the end of the search. */
  readonly last: Each | undefined;
  readonly looked: number;
}

/** One step of an attribution: some legs or orders looked at, and those that belong or count elsewhere moved there. */
export class AttributionStep {
  private readonly bindings: BindingsMover;
  private readonly rules: RulesMover;

  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {
    this.bindings = new BindingsMover(ledger, clock);
    this.rules = new RulesMover(ledger, clock);
  }

  /** In the transaction that has the attribution in hand. */
  async take(sql: Sql, attribution: OpenAttribution): Promise<Stepped> {
    if (await this.mustWait(sql, attribution)) return 'waits';
    return attribution.rule_version === null
      ? this.takeBy(sql, attribution, this.bindings)
      : this.takeBy(sql, attribution, this.rules);
  }

  private async takeBy<Each extends Candidate>(
    sql: Sql,
    attribution: OpenAttribution,
    mover: Mover<Each>,
  ): Promise<Stepped> {
    const portion = portionOf(await mover.next(sql, attribution), attribution.failures);
    const ordersMoved = portion.moved.length === 0 ? 0 : await mover.move(sql, attribution, portion.moved);
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
}

function portionOf<Each extends Candidate>(candidates: readonly Each[], failures: number): Portion<Each> {
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
