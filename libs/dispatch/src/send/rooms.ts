import type { AccountSlots } from '#jobs/account-slots.js';
import type { Room } from '../claimed/claim.store.js';

/** What each account may still have, of what is left in all. @param shares how many each may have at once */
export function roomsOf(
  slots: Pick<AccountSlots, 'free' | 'of'>,
  shares: ReadonlyMap<string, number>,
): Room[] {
  let left = slots.free;
  return [...shares].flatMap(([accountId, share]) => {
    const most = Math.min(left, share - slots.of(accountId));
    if (most <= 0) return [];
    left -= most;
    return [{ accountId, most }];
  });
}
