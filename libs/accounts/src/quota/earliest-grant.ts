import type { GrantedPurpose } from '#connectors-core/call-purpose.js';
import { keptFrom, type ReserveInput, reserveOf, scaledFrom } from './call-reserve.js';

/**
 * The earliest instant, at or after the input's, by which so many calls may have been used if nobody else calls:
 * but the live streams will, so that what is kept for them is not let go by waiting.
 * @returns null when there is none within the period
 */
export function allowedFrom(input: ReserveInput, purpose: GrantedPurpose, used: number): Date | null {
  const { listing } = reserveOf(input);
  const isAllowedAt = (ms: number): boolean => {
    const reserve = { ...reserveOf({ ...input, now: new Date(ms) }), listing };
    return input.limit - keptFrom(purpose, reserve) >= used;
  };
  for (const [from, to] of stretchesOf(input)) {
    const found = firstOf(from, to, isAllowedAt);
    if (found !== null) return new Date(found);
  }
  return null;
}

/** The rest of the period, cut where the reserve may grow; both ends belong to a stretch. */
function stretchesOf({ now, period }: ReserveInput): (readonly [number, number])[] {
  const [from, to] = [now.getTime(), period.end.getTime() - 1];
  const cut = scaledFrom(period).getTime();
  if (from > to) return [];
  return from < cut && cut <= to
    ? [
        [from, cut - 1],
        [cut, to],
      ]
    : [[from, to]];
}

/** @param holds false, and from some instant on true */
function firstOf(from: number, to: number, holds: (ms: number) => boolean): number | null {
  let [early, late] = [from, to];
  if (!holds(late)) return null;
  while (early < late) {
    const middle = Math.floor((early + late) / 2);
    if (holds(middle)) late = middle;
    else early = middle + 1;
  }
  return late;
}
