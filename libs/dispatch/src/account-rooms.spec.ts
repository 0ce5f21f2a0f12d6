import { AccountRooms } from './account-rooms.js';

function held() {
  let end = (): void => undefined;
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work, end: () => end() };
}

describe('rooms', () => {
  it('gives each account its share, and all together no more than there are', () => {
    const rooms = new AccountRooms(5);
    const shares = new Map([
      ['a', 3],
      ['b', 4],
    ]);
    expect(rooms.roomsOf(shares)).toEqual([
      { accountId: 'a', most: 3 },
      { accountId: 'b', most: 2 },
    ]);
    for (let n = 0; n < 3; n += 1) rooms.hold('a', new Promise(() => undefined));
    expect(rooms.roomsOf(shares)).toEqual([{ accountId: 'b', most: 2 }]);
    for (let n = 0; n < 2; n += 1) rooms.hold('b', new Promise(() => undefined));
    expect(rooms.isFull).toBe(true);
    expect(rooms.roomsOf(shares)).toEqual([]);
  });

  it('a poke that comes before anybody waits is not lost', async () => {
    const rooms = new AccountRooms(1);
    rooms.poke();
    await rooms.nextPoke();
    expect(rooms.takePoke()).toBe(false);
  });

  it('whoever waits is woken when work ends, and finds its room free', async () => {
    const rooms = new AccountRooms(1);
    const { work, end } = held();
    rooms.hold('a', work);
    const woken = rooms.nextPoke();
    end();
    await woken;
    expect(rooms.isIdle).toBe(true);
  });
});
