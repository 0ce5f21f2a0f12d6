import type { Sql } from './sql.js';
import { DatabaseSilentError } from './statement-bounds.js';
import { together } from './together.js';

const locked = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
const poison = new Error('a line that no database takes');

/** Takes whole batches, but for those with an item that fails. @returns what it was asked for, too */
function writer(failures: Readonly<Record<string, Error>>) {
  const asked: string[] = [];
  const write = (items: readonly string[]) => {
    asked.push(items.join(''));
    const failure = items.map((item) => failures[item]).find((one) => one !== undefined);
    return failure === undefined
      ? Promise.resolve(items.map((item) => item.toUpperCase()))
      : Promise.reject(failure);
  };
  return { asked, write };
}

describe('together', () => {
  it('writes all at once', async () => {
    const { asked, write } = writer({});
    expect(await together(['a', 'b'], write)).toEqual([{ result: 'A' }, { result: 'B' }]);
    expect(asked).toEqual(['ab']);
  });

  it('lets a poisoned item stop only itself', async () => {
    const { write } = writer({ b: poison });
    expect(await together(['a', 'b', 'c'], write)).toEqual([
      { result: 'A' },
      { failure: poison, isOfAll: false },
      { result: 'C' },
    ]);
  });

  it('asks once for all when the database cannot do it just now', async () => {
    const { asked, write } = writer({ b: locked });
    const failed = { failure: locked, isOfAll: true };
    expect(await together(['a', 'b', 'c'], write)).toEqual([failed, failed, failed]);
    expect(asked).toEqual(['abc']);
  });

  it('asks no more once the database goes away among the single ones', async () => {
    const { asked, write } = writer({ a: poison, b: locked });
    expect(await together(['a', 'b', 'c', 'd'], write)).toEqual([
      { failure: poison, isOfAll: false },
      ...Array.from({ length: 3 }, () => ({ failure: locked, isOfAll: true })),
    ]);
    expect(asked).toEqual(['abcd', 'a', 'b']);
  });

  describe('of what takes too long', () => {
    const slow = new DatabaseSilentError('the database did not answer', 30_000);
    const ended = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    const answering: Sql = { rows: () => Promise.resolve([]) };
    const silent: Sql = { rows: () => Promise.reject(slow) };

    it.each([slow, ended])('tries each alone where the database answers: %s', async (late) => {
      const { asked, write } = writer({ b: late });
      expect(await together(['a', 'b', 'c'], write, answering)).toEqual([
        { result: 'A' },
        { failure: late, isOfAll: false },
        { result: 'C' },
      ]);
      expect(asked).toEqual(['abc', 'a', 'b', 'c']);
    });

    it('asks once where the database is silent, or what was sent may not be sent twice', async () => {
      const failed = { failure: slow, isOfAll: true };
      for (const probe of [silent, undefined]) {
        const { asked, write } = writer({ b: slow });
        expect(await together(['a', 'b'], write, probe)).toEqual([failed, failed]);
        expect(asked).toEqual(['ab']);
      }
    });

    it('asks no more once several in a row take too long alone', async () => {
      const { asked, write } = writer({ b: slow, c: slow, d: slow });
      const written = await together(['a', 'b', 'c', 'd', 'e'], write, answering);
      expect(asked).toEqual(['abcde', 'a', 'b', 'c', 'd']);
      expect(written.slice(1).map((one) => 'failure' in one && one.isOfAll)).toEqual([
        ...[false, false, false, true],
      ]);
    });
  });
});
