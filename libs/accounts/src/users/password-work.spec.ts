import fc from 'fast-check';
import { PasswordWork, TooManyPasswordsError } from './password-work.js';

interface Held {
  readonly end: () => void;
  readonly done: Promise<unknown>;
}

it('lets few work at once, in their order, and refuses whoever would wait too long', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 5 }),
      fc.array(fc.boolean(), { maxLength: 30 }),
      async (atOnce, mostWaiting, steps) => {
        const work = new PasswordWork(atOnce, mostWaiting);
        const begun: Held[] = [];
        let [running, most, refused, asked] = [0, 0, 0, 0];
        const asking: Promise<unknown>[] = [];
        const ask = () => {
          asked += 1;
          const one = work.run(() => {
            running += 1;
            most = Math.max(most, running);
            let end: () => void = () => undefined;
            const done = new Promise<void>((resolve) => (end = resolve)).then(() => (running -= 1));
            begun.push({ end, done });
            return done;
          });
          asking.push(
            one.catch((error: unknown) => void (refused += Number(error instanceof TooManyPasswordsError))),
          );
        };
        for (const isAsked of steps) {
          if (isAsked) ask();
          else begun.shift()?.end();
          await new Promise(setImmediate);
        }
        while (running > 0) {
          begun.shift()?.end();
          await new Promise(setImmediate);
        }
        await Promise.all(asking);
        expect(most).toBeLessThanOrEqual(atOnce);
        expect(running).toBe(0);
        if (asked <= atOnce + mostWaiting) expect(refused).toBe(0);
      },
    ),
  );
});

it('refuses the first that would wait too long, and takes the next once one has ended', async () => {
  const work = new PasswordWork(1, 1);
  let end: () => void = () => undefined;
  const first = work.run(() => new Promise<void>((resolve) => (end = resolve)));
  const second = work.run(async () => 'second');
  await expect(work.run(async () => 'third')).rejects.toThrow(TooManyPasswordsError);
  end();
  await first;
  expect([await second, await work.run(async () => 'fourth')]).toEqual(['second', 'fourth']);
});

it('gives its place back where the work fails', async () => {
  const work = new PasswordWork(1, 0);
  await expect(work.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await work.run(async () => 'next')).toBe('next');
});
