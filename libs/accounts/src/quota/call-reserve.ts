import type { QuotaPeriod } from '#connectors-core/call-quota.js';
import { type CallPurpose, GRANTED_PURPOSES, type GrantedPurpose } from '#connectors-core/call-purpose.js';

/** What changes something at a vendor. */
export const WRITE_PURPOSES = ['place', 'cancel', 'complete', 'ship'] as const;
type WritePurpose = (typeof WRITE_PURPOSES)[number];

/** How many calls were made for each; none where it is absent. */
export type Uses = Readonly<Partial<Record<CallPurpose, number>>>;

/** Where nothing else is known, a fifth of the calls is kept for writes: it covers an evening's rush. */
const LEAST_SHARE = 1 / 5;
/** From the third hour on what was written so far says how the day will be; of a short period, from its quarter on. */
const SCALED_AFTER_MS = 2 * 3_600_000;
const LATEST_SCALED_SHARE = 1 / 4;
/** Towards the period's end unused calls are worth nothing: then what is kept for writes is let go, bit by bit. */
const RELEASE_MS = 3_600_000;
const LONGEST_RELEASE_SHARE = 1 / 4;
const HOUR_MS = 3_600_000;

export interface ReserveInput {
  /** Calls in the whole period. */
  readonly limit: number;
  readonly period: QuotaPeriod;
  readonly now: Date;
  /** Whether orders are dispatched with these calls as well: only then are writes expected. */
  readonly dispatches: boolean;
  /** In this period so far. */
  readonly made: Uses;
  /** In the whole period a week earlier. */
  readonly weekAgo: Uses;
  /** What the live streams ask for. */
  readonly listingsPerHour: number;
}

/** What is kept until the period's end for each purpose; whole calls. */
export type Reserve = Readonly<Record<GrantedPurpose, number>>;

/** Writes that are still expected, and the listings that the live streams will ask for. */
export function reserveOf(input: ReserveInput): Reserve {
  return { ...NOTHING, ...writesToCome(input), listing: listingsToCome(input) };
}

/** What is kept of the calls from a purpose: the reserve of those that come before it. */
export function keptFrom(purpose: GrantedPurpose, reserve: Reserve): number {
  const before = GRANTED_PURPOSES.slice(0, GRANTED_PURPOSES.indexOf(purpose));
  return before.reduce((sum, each) => sum + reserve[each], 0);
}

/** What of the calls that are left is kept for nothing. */
export const freeOf = (left: number, reserve: Reserve): number =>
  Math.max(0, left - Object.values(reserve).reduce((sum, calls) => sum + calls, 0));

/** How many calls may have been used, whoever used them, with those that are granted for the purpose. Never above the limit. */
export const allowance = (input: ReserveInput, purpose: GrantedPurpose): number =>
  Math.max(0, input.limit - keptFrom(purpose, reserveOf(input)));

/**
 * Of all writes that are expected in the period, those that were not made yet. How many, and of which kinds,
 * nobody knows beforehand: the most that anything speaks for. Those of a kind that comes first are kept first.
 */
function writesToCome(input: ReserveInput): Partial<Record<WritePurpose, number>> {
  if (!input.dispatches) return {};
  const { made, weekAgo } = input;
  const today = scaledToday(input);
  const floor: Uses = { place: Math.floor(input.limit * LEAST_SHARE) };
  const expected = Math.min(input.limit, Math.max(...[weekAgo, today, floor].map(writesOf)));
  const rest = Math.ceil(Math.max(0, expected - writesOf(made)) * unreleased(input));
  const toCome: Partial<Record<WritePurpose, number>> = {};
  let [kept, wanted] = [0, 0];
  for (const purpose of WRITE_PURPOSES) {
    const most = Math.max(...[weekAgo, today, floor].map((uses) => uses[purpose] ?? 0));
    wanted += Math.max(0, most - (made[purpose] ?? 0));
    toCome[purpose] = Math.min(rest, Math.ceil(wanted)) - kept;
    kept += toCome[purpose];
  }
  return toCome;
}

const writesOf = (uses: Uses): number =>
  WRITE_PURPOSES.reduce((sum, purpose) => sum + (uses[purpose] ?? 0), 0);

/** The whole period's writes if it goes on as it began; none while that is too early to say. */
function scaledToday({ period, now, made }: ReserveInput): Uses {
  if (now < scaledFrom(period)) return {};
  const scale = Math.max(1, lengthOf(period) / (now.getTime() - period.start.getTime()));
  return Object.fromEntries(WRITE_PURPOSES.map((purpose) => [purpose, (made[purpose] ?? 0) * scale]));
}

/** From when on today's writes are scaled: the reserve may grow then, and at no other time by waiting alone. */
export const scaledFrom = (period: QuotaPeriod): Date =>
  new Date(
    period.start.getTime() + Math.ceil(Math.min(SCALED_AFTER_MS, lengthOf(period) * LATEST_SCALED_SHARE)),
  );

/** 1 until the release begins, 0 at the period's end. */
const unreleased = (input: ReserveInput): number =>
  Math.min(1, leftMs(input) / Math.min(RELEASE_MS, lengthOf(input.period) * LONGEST_RELEASE_SHARE));

const listingsToCome = (input: ReserveInput): number =>
  Math.ceil((input.listingsPerHour * leftMs(input)) / HOUR_MS);

const leftMs = ({ period, now }: ReserveInput): number => Math.max(0, period.end.getTime() - now.getTime());

const lengthOf = ({ start, end }: QuotaPeriod): number => end.getTime() - start.getTime();

const NOTHING = Object.fromEntries(GRANTED_PURPOSES.map((purpose) => [purpose, 0])) as Record<
  GrantedPurpose,
  number
>;
