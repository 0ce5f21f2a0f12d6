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
      { failure: poison },
      { result: 'C' },
    ]);
  });

  it('asks once for all when the database cannot do it just now', async () => {
    const { asked, write } = writer({ b: locked });
    const failed = { failure: locked };
    expect(await together(['a', 'b', 'c'], write)).toEqual([failed, failed, failed]);
    expect(asked).toEqual(['abc']);
  });

  it('asks no more once the database goes away among the single ones', async () => {
    const { asked, write } = writer({ a: poison, b: locked });
    expect(await together(['a', 'b', 'c', 'd'], write)).toEqual([
      { failure: poison },
      ...Array.from({ length: 3 }, () => ({ failure: locked })),
    ]);
    expect(asked).toEqual(['abcd', 'a', 'b']);
  });
});
