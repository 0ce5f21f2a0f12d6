/** At which of an order's instants its sale counts. */
export const COUNTED_BY = ['paid', 'placed', 'completed'] as const;
export type CountedBy = (typeof COUNTED_BY)[number];

/** What money that goes back does to hours: nothing, lower the hour in which it goes back, or that of the sale. */
export const COUNTED_REFUNDS = ['ignore', 'own_hour', 'sale_hour'] as const;
export type CountedRefunds = (typeof COUNTED_REFUNDS)[number];

/** Parts of a sale that a store may leave out of its hours. */
export const SALE_PARTS = ['freight', 'packaging', 'service', 'rounding'] as const;
export type SalePart = (typeof SALE_PARTS)[number];

/** What counts in a store's hours. */
export interface RuleSet {
  /** 0: what counts where nobody has stated anything; else the store's first, second, … */
  readonly version: number;
  readonly countedBy: CountedBy;
  readonly refunds: CountedRefunds;
  /** These parts are taken off a sale. */
  readonly leftOut: readonly SalePart[];
  /** Orders of these sources sell nothing: the vendor's own words. */
  readonly excludedSources: readonly string[];
  /** An hour whose total is below nothing waits for a person, or is reported as it is. */
  readonly negativeHours: 'hold' | 'send';
}

/** What is paid counts in the hour of paying, with all its parts, and no refund lowers it. */
export const DEFAULT_RULE_SET: RuleSet = {
  version: 0,
  countedBy: 'paid',
  refunds: 'ignore',
  leftOut: [],
  excludedSources: [],
  negativeHours: 'hold',
};

/** A rule set, and from which orders on it counts. */
export interface DatedRuleSet extends RuleSet {
  /** Orders of that time and later, until a later version says otherwise. */
  readonly inForceFrom: Date;
}

/** Of a store's: the greatest version that is in force at the order's time. */
export function ruleSetAt(stated: readonly DatedRuleSet[], at: Date): RuleSet {
  return stated.reduce<RuleSet>(
    (inForce, one) => (one.inForceFrom <= at && one.version > inForce.version ? one : inForce),
    DEFAULT_RULE_SET,
  );
}

/** Whether the same counts, under whichever version. */
export const sameRules = (one: Omit<RuleSet, 'version'>, other: Omit<RuleSet, 'version'>): boolean =>
  one.countedBy === other.countedBy &&
  one.refunds === other.refunds &&
  one.negativeHours === other.negativeHours &&
  sameWords(one.leftOut, other.leftOut) &&
  sameWords(one.excludedSources, other.excludedSources);

const sameWords = (some: readonly string[], others: readonly string[]): boolean =>
  [...new Set(some)].sort().join('\0') === [...new Set(others)].sort().join('\0');
