import { ceilToSecond, floorToSecond, type Stretch } from './window-plan.js';

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
