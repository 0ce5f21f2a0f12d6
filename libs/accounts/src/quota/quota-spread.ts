import type { QuotaPeriod } from '#connectors-core/call-quota.js';

/** Dispatch brings orders to the till, so it goes first; polling lives on what is left. */
export type CallPurpose = 'dispatch' | 'polling';

/** A fifth of the calls is kept for dispatch: it covers an evening's rush after a day of polling. */
const RESERVE_SHARE = 1 / 5;
/** Towards the end of the period unused calls are worth nothing: then the reserve is let go, bit by bit. */
const RELEASE_MS = 3_600_000;
/** Of a short period the reserve still covers the greater part. */
const LONGEST_RELEASE_SHARE = 1 / 4;
/**
 * The vendor's clock may be behind ours, and what it says of a call is some time on its way: so long after a
 * period's beginning nobody can tell which of the two periods a call was counted in.
 */
const TURN_MS = 2 * 60_000;
/** A shorter period has no time to lose; one that is taken for empty by mistake is over soon. */
const SHORTEST_WITH_TURN_MS = 3_600_000;
/** From so much of the limit on there may be nothing left at the vendor, which may count a little more than we do. */
export const SPENT_SHARE = 9 / 10;
/** Polling may run ahead of its even pace by so much of the limit: a window of several pages, a few legs at once. */
const BURST_SHARE = 1 / 50;

export interface SpreadInput {
  /** Calls in the whole period. */
  readonly limit: number;
  readonly period: QuotaPeriod;
  readonly now: Date;
  readonly purpose: CallPurpose;
  /** Whether orders are dispatched with these calls as well: only then is anything kept for that. */
  readonly dispatches: boolean;
}

/**
 * How many calls may have been used by this instant, whoever used them, with one more that is granted for the
 * purpose: dispatch, all of them; polling, all but the reserve. Never above the limit; never less than a
 * moment before.
 */
export function allowance({ limit, period, now, purpose, dispatches }: SpreadInput): number {
  if (purpose === 'dispatch' || !dispatches) return limit;
  const left = Math.min(1, Math.max(0, (period.end.getTime() - now.getTime()) / releaseMs(period)));
  return Math.floor(limit - limit * RESERVE_SHARE * left);
}

/** From when on the vendor counts in this period, too. */
export function turnedAt({ start, end }: QuotaPeriod): Date {
  const isLong = end.getTime() - start.getTime() >= SHORTEST_WITH_TURN_MS;
  return new Date(start.getTime() + (isLong ? TURN_MS : 0));
}

/** What polling's calls are spread over from an instant on. */
export interface Pace {
  /** The calls that are used up by then: what is not used yet of them is spread evenly. */
  readonly calls: number;
  readonly until: Date;
  /** How many calls may come at once after a pause. */
  readonly burst: number;
}

/** Up to the reserve's release without the reserve; from then on, or where there is none, to the period's end. */
export function pollingPace(input: Omit<SpreadInput, 'purpose'>): Pace {
  const { limit, period, now, dispatches } = input;
  const burst = Math.max(1, Math.ceil(limit * BURST_SHARE));
  const release = new Date(period.end.getTime() - releaseMs(period));
  if (!dispatches || now >= release) return { calls: limit, until: period.end, burst };
  return { calls: allowance({ ...input, purpose: 'polling' }), until: release, burst };
}

const releaseMs = ({ start, end }: QuotaPeriod): number =>
  Math.min(RELEASE_MS, (end.getTime() - start.getTime()) * LONGEST_RELEASE_SHARE);

/**
 * The earliest instant, at or after `now`, by which so many calls may have been used.
 * @returns null when there is none within the period
 */
export function allowedFrom(input: SpreadInput, used: number): Date | null {
  const allowedAt = (ms: number): boolean => allowance({ ...input, now: new Date(ms) }) >= used;
  let [early, late] = [input.now.getTime(), input.period.end.getTime() - 1];
  if (early > late || !allowedAt(late)) return null;
  while (early < late) {
    const middle = Math.floor((early + late) / 2);
    if (allowedAt(middle)) late = middle;
    else early = middle + 1;
  }
  return new Date(late);
}
