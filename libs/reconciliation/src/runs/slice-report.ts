import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { Comparison } from '../compare/comparison.js';
import type { Difference } from '../compare/difference.js';

/** An order and what comparing it has shown. */
export interface LookedOrder {
  readonly id: string;
  readonly storeId: string | null;
  readonly comparison: Comparison;
}

/** How many orders came to what; each is one of the last four. */
export interface OrderCounts {
  readonly compared: number;
  readonly agreeing: number;
  /** With a difference whose patience is not over, and none that counts. */
  readonly waiting: number;
  /** A rule is silent of them, and none has found anything. */
  readonly notComparable: number;
  readonly differing: number;
}

export interface RuleCount {
  readonly kind: 'silent' | 'differing' | 'left';
  readonly rule: string;
  /** The reason, the store's id (empty: of no store), or the order's id. */
  readonly detail: string;
  readonly count: number;
}

export interface SeenDifference {
  readonly orderId: string;
  readonly storeId: string | null;
  readonly difference: Difference;
}

/** What a slice of a run has shown. */
export interface SliceReport {
  readonly orders: OrderCounts;
  readonly byRule: readonly RuleCount[];
  readonly differences: readonly SeenDifference[];
}

/** @param rule the only one that counts; null: all */
export function reportOf(looked: readonly LookedOrder[], rule: RuleCode | null): SliceReport {
  const counted = rule === null ? looked : looked.map((one) => ({ ...one, ...ofRule(one.comparison, rule) }));
  const words = counted.map(({ comparison }) => wordOf(comparison));
  const of = (word: OrderWord): number => words.filter((one) => one === word).length;
  return {
    orders: {
      compared: counted.length,
      agreeing: of('agreeing'),
      waiting: of('waiting'),
      notComparable: of('notComparable'),
      differing: of('differing'),
    },
    byRule: byRule(counted),
    differences: counted.flatMap(({ id, storeId, comparison }) =>
      comparison.differences.map((difference) => ({ orderId: id, storeId, difference })),
    ),
  };
}

type OrderWord = Exclude<keyof OrderCounts, 'compared'>;

function wordOf({ differences, pending, silent }: Comparison): OrderWord {
  if (differences.length > 0) return 'differing';
  if (pending.length > 0) return 'waiting';
  return silent.size > 0 ? 'notComparable' : 'agreeing';
}

const ofRule = (comparison: Comparison, rule: RuleCode): Pick<LookedOrder, 'comparison'> => ({
  comparison: {
    ...comparison,
    differences: comparison.differences.filter((one) => one.rule === rule),
    pending: comparison.pending.filter((one) => one.rule === rule),
    silent: new Map([...comparison.silent].filter(([silent]) => silent === rule)),
  },
});

function byRule(looked: readonly LookedOrder[]): RuleCount[] {
  const counts = new Map<string, RuleCount>();
  const add = (kind: RuleCount['kind'], rule: string, detail: string): void => {
    const key = [kind, rule, detail].join(' ');
    counts.set(key, { kind, rule, detail, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  for (const { storeId, comparison } of looked) {
    for (const [rule, silence] of comparison.silent) add('silent', rule, silence);
    for (const { rule } of comparison.differences) add('differing', rule, storeId ?? '');
  }
  return [...counts.values()];
}
