import { jest } from '@jest/globals';
import { AccountSlots } from './account-slots.js';

function someWork() {
  let end = (): void => undefined;
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work, end: () => end() };
}

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

const turn = () => new Promise(setImmediate);

describe('slots', () => {
  it('count what is held, in all and for each account', async () => {
    const slots = new AccountSlots(3);
    const { work, end } = someWork();
    slots.hold('a', work);
    slots.hold('a', work);
    slots.hold('b', work);
    expect([slots.free, slots.of('a'), slots.of('c'), slots.idle]).toEqual([0, 2, 0, false]);
    expect([slots.withAtLeast(1), slots.withAtLeast(2), slots.withAtLeast(3)]).toEqual([
      ['a', 'b'],
      ['a'],
      [],
    ]);
    end();
    await turn();
    expect([slots.free, slots.of('a'), slots.withAtLeast(1), slots.idle]).toEqual([3, 0, [], true]);
  });

  it('are one for an account that hangs, until something of it ends soon again', async () => {
    const slots = new AccountSlots(9);
    const [quick, hanging] = [someWork(), someWork()];
    const rooms = () => [slots.roomOf('a', 4), slots.roomOf('b', 4), slots.full(4)];
    slots.hold('a', hanging.work);
    jest.advanceTimersByTime(7_999);
    expect(rooms()).toEqual([3, 4, []]);
    jest.advanceTimersByTime(1);
    expect(rooms()).toEqual([0, 4, ['a']]);
    hanging.end();
    await turn();
    expect(rooms()).toEqual([1, 4, []]);
    slots.hold('a', quick.work);
    quick.end();
    await turn();
    expect(rooms()).toEqual([4, 4, []]);
  });

  it('are given to others when work takes long, which goes on all the same', async () => {
    const slots = new AccountSlots(1);
    const [long, next] = [someWork(), someWork()];
    const begun: string[] = [];
    const drained = slots.drain(() => {
      if (slots.free === 0 || begun.length === 2) return Promise.resolve(0);
      const [accountId, { work }] = begun.length === 0 ? (['a', long] as const) : (['b', next] as const);
      begun.push(accountId);
      slots.hold(accountId, work);
      return Promise.resolve(1);
    });
    await turn();
    jest.advanceTimersByTime(999);
    await turn();
    expect(begun).toEqual(['a']);
    jest.advanceTimersByTime(1);
    await turn();
    await turn();
    expect([begun, slots.idle]).toEqual([['a', 'b'], false]);
    long.end();
    next.end();
    await drained;
    expect([slots.free, slots.idle]).toEqual([1, true]);
  });

  it('are drained until nothing can be begun and nothing is under way', async () => {
    const slots = new AccountSlots(2);
    const works = [someWork(), someWork(), someWork()];
    const waiting = [...works];
    let isOver = false;
    const drained = slots
      .drain(() => {
        const begun = waiting.splice(0, slots.free);
        for (const { work } of begun) slots.hold('a', work);
        return Promise.resolve(begun.length);
      })
      .then(() => (isOver = true));
    await turn();
    expect(waiting).toHaveLength(1);
    works[0]?.end();
    await turn();
    await turn();
    expect(waiting).toHaveLength(0);
    for (const { end } of works) end();
    await drained;
    expect([isOver, slots.idle]).toEqual([true, true]);
  });

  it('are looked at once more for a poke that came while somebody looked', async () => {
    const slots = new AccountSlots(1);
    let looks = 0;
    await slots.drain(() => {
      looks += 1;
      if (looks === 1) slots.poke();
      return Promise.resolve(0);
    });
    expect(looks).toBe(2);
  });

  it('are looked at once for a poke that came before', async () => {
    const slots = new AccountSlots(1);
    let looks = 0;
    slots.poke();
    await slots.drain(() => Promise.resolve((looks += 1) * 0));
    expect(looks).toBe(1);
  });

  it('wake the drain that waits when somebody pokes, though nothing has ended', async () => {
    const slots = new AccountSlots(2);
    const { work, end } = someWork();
    let looks = 0;
    const drained = slots.drain(() => {
      looks += 1;
      if (looks === 1) slots.hold('a', work);
      return Promise.resolve(looks === 1 ? 1 : 0);
    });
    await turn();
    expect(looks).toBe(2);
    slots.poke();
    await turn();
    await turn();
    expect(looks).toBe(3);
    end();
    await drained;
  });

  it('are looked at once for what ends together', async () => {
    const slots = new AccountSlots(2);
    const { work, end } = someWork();
    let looks = 0;
    const drained = slots.drain(() => {
      looks += 1;
      if (looks === 1) for (const account of ['a', 'b']) slots.hold(account, work);
      return Promise.resolve(looks === 1 ? 2 : 0);
    });
    await turn();
    end();
    await drained;
    expect(looks).toBe(3);
  });
});
