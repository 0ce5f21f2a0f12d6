import { ceilToSecond, largestStep, type WindowLimits } from './window-plan.js';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/**
 * How the names of rereads end, for SQL and for us. A vendor's own stream that happens to be called so only
 * loses its place among the fresh ones.
 */
export const REREAD_ENDING = '~[0-9]+[dhms]$';

/** Under which name a stream is read once more so much later: `301~6h`. The delay is taken in whole seconds. */
export function rereadName(vendorStream: string, delayMs: number): string {
  const delay = ceilToSecond(delayMs);
  const [unit, length] = UNITS.find(([, ms]) => delay % ms === 0) ?? ['s', 1_000];
  return `${vendorStream}~${String(delay / length)}${unit}`;
}

/**
 * How the stream is read once more. What changed is hardly wanted sooner than within a tenth of the delay; a
 * pause longer than the largest window would only add a short window to the large ones.
 */
export function rereadLimits(limits: WindowLimits, delayMs: number): WindowLimits {
  const delay = ceilToSecond(delayMs);
  const seldom = Math.min(ceilToSecond(delay / 10), largestStep(limits));
  return { ...limits, lagMs: limits.lagMs + delay, intervalMs: Math.max(limits.intervalMs, seldom) };
}
