/** A stretch of time in whole milliseconds since 1970, [from, to). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a source declares of its windows, and the account's pause between two of them; all ms. */
export interface WindowLimits {
  readonly largestWindowMs: number;
  readonly lagMs: number;
  readonly overlapMs: number;
  readonly intervalMs: number;
}

/** How far a stream has been planned. */
export interface Planned {
  readonly startsAt: number;
  readonly plannedTo: number;
}

const SECOND_MS = 1_000;

/** Of an instant after 1970, or a length. */
export const floorToSecond = (ms: number): number => ms - (ms % SECOND_MS);
/** @param ms whole */
export const ceilToSecond = (ms: number): number => floorToSecond(ms + SECOND_MS - 1);

/** The earlier of our clock and the vendor's; our own where the vendor's is not known. */
export const earlierNow = (now: number, vendorOffsetMs: number | undefined): number =>
  now + Math.min(0, vendorOffsetMs ?? 0);

/** The latest end of a window. Whole seconds, because vendors name no others. */
export const planTarget = (now: number, vendorOffsetMs: number | undefined, lagMs: number): number =>
  floorToSecond(earlierNow(now, vendorOffsetMs) - lagMs);

/** At most half of the largest window, so that each window gets on by at least the other half. */
export const usableOverlap = ({ largestWindowMs, overlapMs }: WindowLimits): number =>
  Math.min(ceilToSecond(overlapMs), floorToSecond(largestWindowMs / 2));

/** How far a window of the largest size gets on. */
export const largestStep = (limits: WindowLimits): number =>
  Math.max(SECOND_MS, floorToSecond(limits.largestWindowMs - usableOverlap(limits)));

/** Whole seconds, because windows end there. */
export const usableInterval = ({ intervalMs }: Pick<WindowLimits, 'intervalMs'>): number =>
  Math.max(SECOND_MS, ceilToSecond(intervalMs));

/** A stream that is seen for the first time begins one overlap ago; what is older is a backfill's. */
export const firstStart = (target: number, limits: WindowLimits): number =>
  floorToSecond(target - usableOverlap(limits));

/**
 * The windows from where the plan ends, in ascending order: each reaches back into the one before by the overlap,
 * none is larger than the largest. Nothing while less than an interval has passed, or when the clock went back.
 * They end at `target`, unless they would be cut there into a short one beside windows of the largest size:
 * that would cost a call each time, so what is left over waits for the next ones. After an outage the newest
 * interval is a window of its own, so that it does not wait for what is older.
 */
export function planWindows(
  { startsAt, plannedTo }: Planned,
  target: number,
  limits: WindowLimits,
): Stretch[] {
  const length = target - plannedTo;
  const interval = usableInterval(limits);
  if (length < interval) return [];
  const [overlap, step] = [usableOverlap(limits), largestStep(limits)];
  const ends =
    length < 2 * interval
      ? endsOfInterval(plannedTo, length, step)
      : endsAfterOutage(plannedTo, target, step, interval);
  return ends.map((to, at) => ({ from: Math.max(startsAt, (ends[at - 1] ?? plannedTo) - overlap), to }));
}

const endsOfInterval = (plannedTo: number, length: number, step: number): number[] =>
  cutAt(plannedTo, plannedTo + (length <= step ? length : length - (length % step)), step);

function endsAfterOutage(plannedTo: number, target: number, step: number, interval: number): number[] {
  return [...cutAt(plannedTo, target - Math.min(interval, step), step), target];
}

/** A backfill's windows: end to end, because what is past does not become visible late. */
export function cutBackfill({ from, to }: Stretch, largestWindowMs: number): Stretch[] {
  const ends = cutAt(from, to, largestWindowMs);
  return ends.map((end, at) => ({ from: ends[at - 1] ?? from, to: end }));
}

/** Ends of pieces of at most `step` that together reach from `from` to `to`; none when there is nothing between. */
function cutAt(from: number, to: number, step: number): number[] {
  const ends: number[] = [];
  for (let end = from; end < to;) {
    end = Math.min(end + step, to);
    ends.push(end);
  }
  return ends;
}

/** No half is shorter. */
export const SMALLEST_HALF_MS = 60_000;
/** For vendors that leave out what stands exactly on a border. */
const LONGEST_OVERLAP_MS = 10_000;

/**
 * Cuts a window that the vendor calls too large in two. The later half reaches back into the earlier one, but
 * not by the whole overlap: both are read later than the whole was to be, so that nothing between them can
 * become visible too late; and halved again and again, more would add up to many more windows.
 * @returns undefined when the halves would be too short
 */
export function halvesOf({ from, to }: Stretch, overlapMs: number): readonly [Stretch, Stretch] | undefined {
  const length = to - from;
  if (length < 2 * SMALLEST_HALF_MS) return undefined;
  const middle = from + floorToSecond(length / 2);
  const back = Math.min(ceilToSecond(overlapMs), LONGEST_OVERLAP_MS);
  return [
    { from, to: middle },
    { from: middle - back, to },
  ];
}
