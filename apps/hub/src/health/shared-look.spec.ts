import { SharedLook } from './shared-look.js';

describe('a shared look', () => {
  it('is one for all who ask while it is under way, and for a while afterwards', async () => {
    let [looks, elapsed] = [0, 0];
    const shared = new SharedLook(
      () => Promise.resolve((looks += 1)),
      1_500,
      () => elapsed,
    );
    const first = shared.get();
    elapsed = 60_000;
    expect(await Promise.all([first, shared.get()])).toEqual([1, 1]);
    elapsed += 1_499;
    expect(await shared.get()).toBe(1);
    elapsed += 1;
    expect(await shared.get()).toBe(2);
  });
});
