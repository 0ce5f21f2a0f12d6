import { SharedLook } from './shared-look.js';

describe.each([
  ['its end', 'end', 60_000],
  ['its start', 'start', 0],
] as const)('a shared look that is told again since %s', (_words, since, countsFrom) => {
  it('is one for all who ask while it is under way, and for a while', async () => {
    let [looks, elapsed] = [0, 0];
    const look = () => Promise.resolve((looks += 1));
    const shared = new SharedLook(look, { ms: 61_500, since }, () => elapsed);
    const first = shared.get();
    elapsed = 60_000;
    expect(await Promise.all([first, shared.get()])).toEqual([1, 1]);
    elapsed = countsFrom + 61_499;
    expect(await shared.get()).toBe(1);
    elapsed += 1;
    expect(await shared.get()).toBe(2);
  });
});
