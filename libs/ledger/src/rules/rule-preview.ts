import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { type Hour, hourOf } from '#domain/business-time.js';
import { DomainError } from '#domain/domain-error.js';
import { type HeldPosting, type Posting, postingChange, postingKey, reversal } from '#domain/posting.js';
import { refusal } from '#domain/refusal.js';
import { type DatedRuleSet, ruleSetAt } from '#domain/rule-set.js';
import {
  nextOrdersOf,
  orderBeyond,
  type OrderOfStore,
  type OrdersLooked,
} from '../attribution/rule-orders.store.js';
import { readLegs } from '../legs.store.js';
import { foldedOrders, lockedOrders, type OrderBefore } from '../order-refold.js';
import { unpostedSale } from '../posting-changes.js';
import { heldPostings } from '../postings.store.js';
import { readRuleSets } from '../rule-sets.store.js';
import { nextVersion, type RuleWish } from './rule-sets.service.js';

/** What an hour gains, or less than nothing where it loses. */
export interface HourGain extends Hour {
  readonly orders: number;
  readonly items: number;
  readonly lines: number;
  readonly totalFen: bigint;
}

/** What a rule set would do to recorded orders. */
export interface RulePreview {
  readonly version: number;
  /** Orders that would count otherwise. */
  readonly orders: number;
  /** Hours that would be others. */
  readonly hours: number;
  /** What all of them gain together. */
  readonly gain: Omit<HourGain, keyof Hour>;
  /** Of those hours the ones that differ the most, the greatest difference first. */
  readonly largest: readonly HourGain[];
}

const MOST_NAMED = 100;
/** So many orders are in hand at once, however many there are. */
const AT_ONCE = 500;
/** Of the placed ones, and of those that are not: more take longer than a proxy waits for an answer. */
const MOST_LOOKED_AT = 50_000;

/** What would be stated, and how far to look. */
export interface TriedRules {
  readonly storeId: string;
  /** The store's. */
  readonly zone: string;
  readonly wish: RuleWish;
  /** Only orders whose time, the one by which they follow a rule set, is before it; null: all. */
  readonly until: Date | null;
}

/**
 * Tells what a rule set would do, and does nothing: each order is folded as it would be and compared with what it has
 * posted. Reads a part at a time, in a snapshot of its own, and locks nothing: what is recorded meanwhile is seen or
 * not.
 */
export class RulePreviewing {
  /** @param most orders that are looked at for one answer */
  constructor(
    private readonly database: Database,
    private readonly most: number = MOST_LOOKED_AT,
  ) {}

  /** @throws DomainError naming the field where too many orders would have to be looked at, or none */
  async preview({ storeId, zone, wish, until }: TriedRules): Promise<RulePreview> {
    if (until !== null && until <= wish.inForceFrom)
      throw new DomainError(refusal('must_be_after_in_force'), 'dryRunUntil');
    const known = (await readRuleSets(this.database, [storeId])).get(storeId) ?? [];
    const version = nextVersion(known);
    const rules = [...known, { ...wish, version }];
    const rulesAt = (time: Date): readonly DatedRuleSet[] => (until === null || time < until ? rules : known);
    const gains = new Gains(zone);
    const parts = [
      { storeId, placed: true, lookedAt: wish.inForceFrom, lookedId: null },
      { storeId, placed: false, lookedAt: null, lookedId: null },
    ];
    for (const part of parts) await this.refuseTooMany(part, until);
    for (const part of parts)
      for await (const ids of this.idsOf(part, until)) await this.take(ids, { storeId, rulesAt }, gains);
    return { version, ...gains.summary() };
  }

  private async refuseTooMany(part: OrdersLooked, until: Date | null): Promise<void> {
    const beyond = await orderBeyond(this.database, part, this.most);
    if (beyond === undefined || isOver(beyond, until)) return;
    const { most } = this;
    if (beyond.order_at === null) throw new DomainError(refusal('too_many_not_placed', { most }), 'dryRun');
    const latest = beyond.order_at.toISOString();
    throw new DomainError(refusal('too_many_looked_at', { most, latest }), 'dryRunUntil');
  }

  private async *idsOf(part: OrdersLooked, until: Date | null): AsyncGenerator<string[]> {
    for (let looked = part; ;) {
      const found = await nextOrdersOf(this.database, looked, AT_ONCE);
      const wanted = found.filter((order) => !isOver(order, until));
      yield wanted.map(({ id }) => id);
      const last = wanted.at(-1);
      if (wanted.length < AT_ONCE || last === undefined) return;
      looked = { ...looked, lookedAt: last.order_at, lookedId: last.id };
    }
  }

  private async take(orderIds: readonly string[], { storeId, rulesAt }: Rules, gains: Gains): Promise<void> {
    if (orderIds.length === 0) return;
    const orders = lockedOrders(await readLegs(this.database, orderIds));
    const wanted = foldedOrders(orders, (at, time) => ruleSetAt(at === storeId ? rulesAt(time) : [], time));
    const changed = wanted.filter(({ before, order }) => before.postingKey !== postingKey(order.postings));
    const held = await heldBy(this.database, changed);
    for (const { id, order } of changed) gains.add(postingChange(held.get(id) ?? [], order.postings));
  }
}

interface Rules {
  readonly storeId: string;
  readonly rulesAt: (time: Date) => readonly DatedRuleSet[];
}

const isOver = ({ order_at }: OrderOfStore, until: Date | null): boolean =>
  until !== null && order_at !== null && order_at >= until;

async function heldBy(
  sql: Sql,
  orders: readonly { readonly id: string; readonly before: OrderBefore }[],
): Promise<Map<string, readonly HeldPosting[]>> {
  const posted = orders.filter(({ before }) => before.postings > 0);
  const held: Map<string, readonly HeldPosting[]> = await heldPostings(
    sql,
    posted.map(({ id }) => id),
  );
  for (const { id, before } of orders) {
    if (before.postingKey === null)
      held.set(
        id,
        unpostedSale(before).map((one, at) => ({ ...one, seq: at + 1 })),
      );
  }
  return held;
}

/** What hours gain together. */
class Gains {
  private readonly hours = new Map<number, HourGain>();
  private orders = 0;

  constructor(private readonly zone: string) {}

  add({
    reversed,
    added,
  }: {
    readonly reversed: readonly Posting[];
    readonly added: readonly Posting[];
  }): void {
    if (reversed.length + added.length === 0) return;
    this.orders += 1;
    for (const posting of [...reversed.map(reversal), ...added]) {
      const hour = hourOf(posting.at, this.zone);
      const known = this.hours.get(hour.start.getTime()) ?? { ...hour, ...NOTHING };
      this.hours.set(hour.start.getTime(), { ...known, ...sum(known, posting) });
    }
  }

  summary(): Omit<RulePreview, 'version'> {
    const hours = [...this.hours.values()].filter((hour) =>
      COUNTED.some((field) => Number(hour[field]) !== 0),
    );
    return {
      orders: this.orders,
      hours: hours.length,
      gain: hours.reduce<RulePreview['gain']>(sum, NOTHING),
      largest: hours.sort(byDifference).slice(0, MOST_NAMED),
    };
  }
}

const COUNTED = ['orders', 'items', 'lines', 'totalFen'] as const;
const NOTHING: RulePreview['gain'] = { orders: 0, items: 0, lines: 0, totalFen: 0n };

const sum = (one: RulePreview['gain'], other: RulePreview['gain']): RulePreview['gain'] => ({
  orders: one.orders + other.orders,
  items: one.items + other.items,
  lines: one.lines + other.lines,
  totalFen: one.totalFen + other.totalFen,
});

const size = (fen: bigint): bigint => (fen < 0n ? -fen : fen);
const byDifference = (one: HourGain, other: HourGain): number =>
  Number(size(other.totalFen) - size(one.totalFen)) || one.start.getTime() - other.start.getTime();
