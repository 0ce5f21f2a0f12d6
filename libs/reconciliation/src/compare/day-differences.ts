import type { Fen } from '#domain/money.js';

/** What the legs of one side of an order sell: paid or refunded, and not cancelled. */
export interface SoldSide {
  readonly legs: number;
  readonly selling: number;
  readonly cancelled: number;
  /** Of those that sell, and whose vendor says for how much. */
  readonly saleFen: Fen;
}

/** An order of a store on a business day: that on which it counts, else on which it was placed. */
export interface DayOrder {
  readonly orderId: string;
  /** False: only something of it counts on this day, the order is another's; then its sides are empty. */
  readonly isOfDay: boolean;
  /** All of its legs are filled, and those that sell have an amount. */
  readonly isKnown: boolean;
  readonly storefront: SoldSide;
  readonly till: SoldSide;
  /** What the leg sells by which the order goes: the storefront's, else the till's; null: it does not sell. */
  readonly leadingFen: Fen | null;
  /** What it has added to this day's hours, refunds taken off. */
  readonly countedFen: Fen;
  readonly counted: number;
  readonly refundFen: Fen;
  /** The store has stated rules of its own. */
  readonly hasRules: boolean;
  readonly isCorrected: boolean;
  readonly hasTime: boolean;
}

/** Where the till's story of a day is another than the storefront's. */
export const STORY_REASONS = [
  'not_placed',
  'only_at_till',
  'cancelled_at_till',
  'cancelled_at_storefront',
  'not_paid_at_till',
  'not_paid_at_storefront',
  'duplicate_at_till',
  'amount_differs',
] as const;
/** Where what counts is not what the leading leg sells. */
export const COUNT_REASONS = ['refunded', 'rule_set', 'corrected', 'without_time'] as const;
export type DayReason = (typeof STORY_REASONS)[number] | (typeof COUNT_REASONS)[number];

/** One order's part of a difference; without a reason nobody knows why. */
export interface DayDifference {
  readonly orderId: string;
  readonly reason: DayReason | null;
  readonly orders: number;
  readonly totalFen: Fen;
}

/** The storefront's less the till's. */
export function storyDifference(order: DayOrder): DayDifference[] {
  const { storefront, till, orderId } = order;
  const totalFen = storefront.saleFen - till.saleFen;
  const orders = storefront.selling - till.selling;
  if (totalFen === 0n && orders === 0) return [];
  return [{ orderId, reason: order.isKnown ? storyReason(order) : null, orders, totalFen }];
}

function storyReason({ storefront, till }: DayOrder): DayReason {
  if (storefront.legs === 0) return 'only_at_till';
  if (till.legs === 0) return 'not_placed';
  if (till.selling === 0) return till.cancelled === till.legs ? 'cancelled_at_till' : 'not_paid_at_till';
  if (storefront.selling === 0)
    return storefront.cancelled === storefront.legs ? 'cancelled_at_storefront' : 'not_paid_at_storefront';
  return till.selling > 1 ? 'duplicate_at_till' : 'amount_differs';
}

/** What counts less what the leading leg sells: what refunds take off, and the rest. */
export function countDifference(order: DayOrder): DayDifference[] {
  const { orderId, refundFen, counted } = order;
  const refunded =
    refundFen === 0n ? [] : [{ orderId, reason: 'refunded', orders: 0, totalFen: -refundFen } as const];
  const totalFen = order.countedFen + refundFen - (order.leadingFen ?? 0n);
  const orders = counted - (order.leadingFen === null ? 0 : 1);
  if (totalFen === 0n && orders === 0) return refunded;
  return [...refunded, { orderId, reason: countReason(order), orders, totalFen }];
}

function countReason({ hasRules, isCorrected, hasTime, isKnown }: DayOrder): DayReason | null {
  if (!isKnown) return null;
  if (isCorrected) return 'corrected';
  if (hasRules) return 'rule_set';
  return hasTime ? null : 'without_time';
}

/** Differences of one reason. */
export interface Explained {
  readonly reason: DayReason;
  readonly orders: number;
  readonly totalFen: Fen;
  /** The first of them. */
  readonly orderIds: readonly string[];
}

export interface Explanation {
  readonly explained: readonly Explained[];
  /** What no reason is known of; `differing` orders of it may cancel each other out in the sums. */
  readonly rest: { readonly differing: number; readonly orders: number; readonly totalFen: Fen };
}

/** Sums up differences by reason. @param most order ids of each */
export function explain(differences: readonly DayDifference[], most: number): Explanation {
  const byReason = new Map<DayReason | null, DayDifference[]>();
  for (const one of differences) byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one]);
  const rest = byReason.get(null) ?? [];
  return {
    explained: [...byReason].flatMap(([reason, all]) =>
      reason === null
        ? []
        : [{ reason, ...sums(all), orderIds: all.slice(0, most).map(({ orderId }) => orderId) }],
    ),
    rest: { differing: rest.length, ...sums(rest) },
  };
}

const sums = (all: readonly DayDifference[]): { orders: number; totalFen: Fen } => ({
  orders: all.reduce((sum, { orders }) => sum + orders, 0),
  totalFen: all.reduce((sum, { totalFen }) => sum + totalFen, 0n),
});
