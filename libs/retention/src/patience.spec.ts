import { patiently } from './patience.js';

const FEW = { lockWithinMs: 1, tries: 3, pauseMs: 0 };
const inTheWay = () => Object.assign(new Error('somebody has the lock'), { code: '55P03' });
const forever = new AbortController().signal;

/** Fails so often, then succeeds. */
function failing(times: number, error: Error) {
  let calls = 0;
  const act = (): Promise<void> => {
    calls += 1;
    return calls <= times ? Promise.reject(error) : Promise.resolve();
  };
  return { act, calls: () => calls };
}

it('comes again while somebody is in the way, and gives up after so many tries', async () => {
  const twice = failing(2, inTheWay());
  await patiently(twice.act, FEW, forever);
  expect(twice.calls()).toBe(3);
  const always = failing(9, inTheWay());
  await expect(patiently(always.act, FEW, forever)).rejects.toMatchObject({ code: '55P03' });
  expect(always.calls()).toBe(3);
});

it('does not come again for anything else, nor where the hub stops', async () => {
  const wrong = failing(1, new Error('no such table'));
  await expect(patiently(wrong.act, FEW, forever)).rejects.toThrow('no such table');
  const stopped = failing(1, inTheWay());
  await expect(patiently(stopped.act, FEW, AbortSignal.abort())).rejects.toMatchObject({ code: '55P03' });
  expect([wrong.calls(), stopped.calls()]).toEqual([1, 1]);
});
