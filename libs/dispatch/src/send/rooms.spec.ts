import fc from 'fast-check';
import { roomsOf } from './rooms.js';

const slots = (free: number, rooms: Readonly<Record<string, number>>) => ({
  free,
  roomOf: (accountId: string, share: number) => Math.min(share, rooms[accountId] ?? share),
});
const shares = (of: Readonly<Record<string, number>>) => new Map(Object.entries(of));

describe('rooms', () => {
  it('are each account’s share, and all together no more than there are', () => {
    expect(roomsOf(slots(9, {}), shares({ a: 3, b: 4 }))).toEqual([
      { accountId: 'a', most: 3 },
      { accountId: 'b', most: 4 },
    ]);
    expect(roomsOf(slots(5, { a: 0 }), shares({ a: 3, b: 4 }))).toEqual([{ accountId: 'b', most: 4 }]);
    expect(roomsOf(slots(0, {}), shares({ a: 3 }))).toEqual([]);
  });

  it('leave none without while another has two, and use what there is', () => {
    const ids = fc.nat().map((n) => `account-${n.toString()}`);
    const wanted = fc.dictionary(ids, fc.integer({ min: 0, max: 16 }), {
      maxKeys: 40,
    });
    fc.assert(
      fc.property(fc.nat(80), wanted, (free, of) => {
        const rooms = roomsOf(slots(free, {}), shares(of));
        const given = new Map(rooms.map(({ accountId, most }) => [accountId, most]));
        const all = [...given.values()].reduce((sum, most) => sum + most, 0);
        const wants = Object.values(of).reduce((sum, most) => sum + most, 0);
        expect(all).toBe(Math.min(free, wants));
        const most = Math.max(0, ...given.values());
        for (const [accountId, share] of Object.entries(of))
          expect(given.get(accountId) ?? 0).toBeGreaterThanOrEqual(Math.min(share, most - 1));
      }),
    );
  });
});
