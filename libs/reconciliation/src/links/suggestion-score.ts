import { contradictionsOf, type LinkContradiction, type LinkSide } from '#domain/link-contradiction.js';
import type { SellRank } from '#domain/order.js';

/** A leg whose order has no other, as far as it may be one order with another such leg. */
export interface LonelyLeg extends LinkSide {
  readonly id: string;
  readonly accountId: string;
  readonly sellRank: SellRank;
  /** Keyed digest; null where no phone is known. */
  readonly phoneHash: string | null;
}

/** Why two legs may be one order. */
export const LINK_SIGNS = ['declared_number', 'phone', 'amount', 'time', 'pickup_number'] as const;
export type LinkSign = (typeof LINK_SIGNS)[number];

export interface Scored {
  readonly score: number;
  readonly reasons: readonly LinkSign[];
  readonly contradicts: readonly LinkContradiction[];
}

export const NEAR_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
/** One sign alone is chance: at noon many pay the same, and numbers that are called out begin anew each day. */
const LEAST_SIGNS = 2;
const POINTS = { declared_number: 60, phone: 40, amount: 20, time: 20, pickup_number: 25 } as const;

/**
 * How much speaks for two legs being one order; undefined where it is too little, or they cannot be.
 * @param known what is known of the two beside what they say
 */
export function scoreOf(
  one: LonelyLeg,
  other: LonelyLeg,
  known: Readonly<Partial<Record<'declared_number' | 'pickup_number', boolean>>> = {},
): Scored | undefined {
  if (!mayBePair(one, other)) return undefined;
  const contradicts = contradictionsOf(one, other);
  const apart = apartMs(one, other);
  const signs = {
    declared_number: known.declared_number === true,
    phone: one.phoneHash !== null && one.phoneHash === other.phoneHash,
    amount: saysAmount(one) && saysAmount(other) && !contradicts.includes('amount'),
    time: apart !== null && apart <= NEAR_MS,
    pickup_number: known.pickup_number === true,
  };
  const reasons = LINK_SIGNS.filter((sign) => signs[sign]);
  if (reasons.length < LEAST_SIGNS && !signs.declared_number) return undefined;
  if (contradicts.length > 0 && !signs.declared_number && !signs.phone) return undefined;
  const closer = signs.time && apart !== null ? Math.floor((NEAR_MS - apart) / MINUTE_MS) : 0;
  return { score: closer + reasons.reduce((sum, sign) => sum + POINTS[sign], 0), reasons, contradicts };
}

/** Two of one account are two orders, and so are two tills' or two shippers'. */
const mayBePair = (one: LonelyLeg, other: LonelyLeg): boolean =>
  one.accountId !== other.accountId && (one.sellRank !== other.sellRank || one.sellRank === 0);

const saysAmount = ({ saleFen, totalFen }: LinkSide): boolean => saleFen !== null || totalFen !== null;

const apartMs = ({ placedAt: one }: LinkSide, { placedAt: other }: LinkSide): number | null =>
  one === null || other === null ? null : Math.abs(one.getTime() - other.getTime());

/** Which of two goes to the other's order: the one that sells later, else the one that was seen later. */
export function movingFirst<Leg extends Pick<LonelyLeg, 'id' | 'sellRank'>>(
  one: Leg,
  other: Leg,
): [Leg, Leg] {
  const [a, b] = [one.sellRank ?? 2, other.sellRank ?? 2];
  const isOneMoving = a === b ? one.id > other.id : a > b;
  return isOneMoving ? [one, other] : [other, one];
}

export interface Candidate extends Scored {
  readonly leg: LonelyLeg;
  readonly other: LonelyLeg;
}

const MOST_CANDIDATES = 3;

/** The likeliest of a leg's candidates, those as likely as the last of them marked as alike; never one chosen among such. */
export function likeliest(candidates: readonly Candidate[]): (Candidate & { readonly isAlike: boolean })[] {
  const count = (score: number): number => candidates.filter((one) => one.score === score).length;
  return [...candidates]
    .sort((a, b) => b.score - a.score || (a.other.id < b.other.id ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
    .map((one) => ({ ...one, isAlike: count(one.score) > 1 }));
}
