import type { PagedAccount } from '../accounts/polling-accounts.js';
import { usableInterval, usableOverlap } from '../windows/window-plan.js';
import type { ClaimedWindow } from '../windows/windows.store.js';

/**
 * Whether nobody counts on it now: a backfill, or a window that is shorter than the account's pause, because a push
 * asked for it, until it would have come anyway. It gets the calls that are free.
 */
export function isBesidePlan(
  { backfill_id, from_at, to_at }: ClaimedWindow,
  { limits }: Pick<PagedAccount, 'limits'>,
  now: Date,
): boolean {
  if (backfill_id !== null) return true;
  const plannedAnyway = from_at.getTime() + usableOverlap(limits) + usableInterval(limits);
  return to_at.getTime() < plannedAnyway && now.getTime() < plannedAnyway + limits.lagMs;
}
