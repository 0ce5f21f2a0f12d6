import { AccountSlots } from '#jobs/account-slots.js';
import { roomsOf } from './rooms.js';

describe('rooms', () => {
  it('are each account’s share, and all together no more than there are', () => {
    const slots = new AccountSlots(5);
    const shares = new Map([
      ['a', 3],
      ['b', 4],
    ]);
    expect(roomsOf(slots, shares)).toEqual([
      { accountId: 'a', most: 3 },
      { accountId: 'b', most: 2 },
    ]);
    for (let n = 0; n < 3; n += 1) slots.hold('a', new Promise(() => undefined));
    expect(roomsOf(slots, shares)).toEqual([{ accountId: 'b', most: 2 }]);
    for (let n = 0; n < 2; n += 1) slots.hold('b', new Promise(() => undefined));
    expect(roomsOf(slots, shares)).toEqual([]);
  });
});
