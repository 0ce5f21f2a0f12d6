import type { QuotaPeriod } from '#connectors-core/call-quota.js';

/**
 * The vendor's clock may be behind ours, and what it says of a call is some time on its way: so long after a
 * period's beginning nobody can tell which of the two periods a call was counted in.
 */
const TURN_MS = 2 * 60_000;
/** A shorter period has no time to lose; one that is taken for empty by mistake is over soon. */
const SHORTEST_WITH_TURN_MS = 3_600_000;
/** From so much of the limit on there may be nothing left at the vendor, which may count a little more than we do. */
export const SPENT_SHARE = 9 / 10;

/** From when on the vendor counts in this period, too. */
export function turnedAt({ start, end }: QuotaPeriod): Date {
  const isLong = end.getTime() - start.getTime() >= SHORTEST_WITH_TURN_MS;
  return new Date(start.getTime() + (isLong ? TURN_MS : 0));
}
