import type { AccountSlots } from '#jobs/account-slots.js';
import type { Room } from '../claimed/claim.store.js';

/**
 * What each account may begin now, of what is left in all: one each, then a second one each, and so on, so that none
 * has its share before all others have something.
 * @param shares how many each may have at once; where not all get one, the first of them do
 */
export function roomsOf(
  slots: Pick<AccountSlots, 'free' | 'roomOf'>,
  shares: ReadonlyMap<string, number>,
): Room[] {
  const open = [...shares].map(([accountId, share]) => ({
    accountId,
    room: slots.roomOf(accountId, share),
    most: 0,
  }));
  for (let left = slots.free, rising = open; left > 0 && rising.length > 0;) {
    rising = rising.filter(({ room, most }) => most < room).slice(0, left);
    for (const one of rising) one.most += 1;
    left -= rising.length;
  }
  return open.filter(({ most }) => most > 0).map(({ accountId, most }) => ({ accountId, most }));
}
