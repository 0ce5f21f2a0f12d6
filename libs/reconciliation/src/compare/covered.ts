import type { CoverageSpan } from '#polling/plan/sources-seen.query.js';
import type { AccountFacts } from './account-facts.js';
import { type Judged, silentFor } from './difference.js';

/**
 * Why it cannot be said that an account does not have an order of that instant, or of the time from it to another: a stream
 * of it is not read to its end past that, its lag and its overlap. Null where it is.
 */
export function notCovered(
  { coverage }: Pick<AccountFacts, 'coverage'>,
  at: Date,
  end: Date = at,
): Judged | null {
  if (coverage === null || coverage.length === 0) return NEVER;
  const open = coverage.filter((span) => !isCovered(span, at.getTime(), end.getTime()));
  if (open.length === 0) return null;
  const soonest = Math.max(...open.map((span) => readableAt(span, end.getTime())));
  return { ...silentFor('not_covered'), lookAgainAt: new Date(soonest) };
}

/** Nobody lists it: no time makes that known. */
const NEVER: Judged = silentFor('not_listed');

function isCovered(span: CoverageSpan, at: number, end: number): boolean {
  const until = pastOf(span, end);
  if (span.fromMs > at || span.toMs < until) return false;
  return !span.gaps.some(({ fromMs, toMs }) => fromMs < until && toMs > at);
}

const pastOf = ({ lagMs, overlapMs }: CoverageSpan, at: number): number => at + lagMs + overlapMs;

/** A window ends the lag behind its reading. */
const readableAt = (span: CoverageSpan, at: number): number => pastOf(span, at) + span.lagMs;
