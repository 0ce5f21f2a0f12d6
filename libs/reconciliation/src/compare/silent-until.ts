import type { ComparedOrder } from './compared-order.js';
import type { Judged, Silence } from './difference.js';

/** Nothing tells of the order when one of these has passed. */
const PASSES_UNSEEN: ReadonlySet<Silence> = new Set([
  'account_paused',
  'account_unwell',
  'dispatch_open',
  'not_covered',
]);

const SOONEST_MS = 5 * 60_000;
const LATEST_MS = 6 * 3_600_000;
/** The older an order is, the less one more wait matters: an hour where it is four days old. */
const PART_OF_AGE = 96;

/** When an order that could not be judged is looked at again though nothing of it changes; null: not by itself. */
export function silentUntil(
  { silent, lookAgainAt }: Judged,
  { createdAt }: ComparedOrder,
  now: Date,
): Date | null {
  if (silent === null || !PASSES_UNSEEN.has(silent)) return null;
  const age = now.getTime() - createdAt.getTime();
  const pause = Math.min(Math.max(age / PART_OF_AGE, SOONEST_MS), LATEST_MS);
  return new Date(Math.max(now.getTime() + Math.floor(pause), lookAgainAt?.getTime() ?? 0));
}
