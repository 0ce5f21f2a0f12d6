import { AccountSlots } from './account-slots.js';

describe('AccountSlots', () => {
  it('counts what is held, in all and for each account', async () => {
    const slots = new AccountSlots(3, 2);
    let end: () => void = () => undefined;
    const work = new Promise<void>((resolve) => (end = resolve));
    slots.hold('a', work);
    slots.hold('a', work);
    slots.hold('b', work);
    expect([slots.free, slots.full(), slots.idle]).toEqual([0, ['a'], false]);
    end();
    await slots.change();
    await new Promise(setImmediate);
    expect([slots.free, slots.full(), slots.idle]).toEqual([3, [], true]);
  });

  it('remembers a poke that came before anybody waited', async () => {
    const slots = new AccountSlots(1, 1);
    slots.poke();
    await slots.change();
    let changed = false;
    const next = slots.change().then(() => (changed = true));
    await new Promise(setImmediate);
    expect(changed).toBe(false);
    slots.poke();
    await next;
  });
});
