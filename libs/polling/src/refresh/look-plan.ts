import { floorToSecond, type Stretch } from '../windows/window-plan.js';

const SECOND_MS = 1_000;

/** An open leg that no listing has shown for long. */
export interface SoughtLeg {
  /** By when listings hold it, ms since 1970. */
  readonly listedAt: number;
}

export interface LookLimits {
  readonly largestWindowMs: number;
  /** Nothing is listed later than that, ms since 1970. */
  readonly latest: number;
  readonly mostStretches: number;
}

/**
 * Which stretches show these legs, none larger than the largest window and no larger than its legs want. The legs that
 * have waited longest come first, and what lies near them comes with them; the rest is for another time.
 * @param legs the longest waiting first
 */
export function planLooks(legs: readonly SoughtLeg[], limits: LookLimits): Stretch[] {
  const { latest, mostStretches } = limits;
  const largest = Math.max(SECOND_MS, floorToSecond(limits.largestWindowMs));
  const times = legs.map(({ listedAt }) => floorToSecond(listedAt)).filter((at) => at + SECOND_MS <= latest);
  const stretchOf = (at: number): number => Math.floor(at / largest);
  const chosen = [...new Set(times.map(stretchOf))].slice(0, mostStretches);
  return chosen.map((stretch) => {
    const inside = times.filter((at) => stretchOf(at) === stretch);
    return { from: least(inside), to: greatest(inside) + SECOND_MS };
  });
}

const least = (times: readonly number[]): number => times.reduce((a, b) => Math.min(a, b));
const greatest = (times: readonly number[]): number => times.reduce((a, b) => Math.max(a, b));
