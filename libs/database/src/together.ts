import { isDatabaseAway } from './database-away.js';

/** How one item's writing ended. */
export type Written<Result> = { readonly result: Result } | { readonly failure: unknown };

/**
 * Writes many items in one transaction; if that fails, one by one, so that a poisoned one stops only itself. What
 * the database cannot do just now is no item's fault: then nothing is asked once more for each of them.
 * @param write all or none of the items; resolves to a result for each, in their order
 * @returns one for each item, in their order
 */
export async function together<Item, Result>(
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Written<Result>[]> {
  try {
    return (await write(items)).map((result) => ({ result }));
  } catch (failure) {
    if (items.length === 1 || isDatabaseAway(failure)) return items.map(() => ({ failure }));
    return oneByOne(items, write);
  }
}

async function oneByOne<Item, Result>(
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Written<Result>[]> {
  const written: Written<Result>[] = [];
  for (const item of items) {
    const [one = { failure: new Error('no result for this item') }] = await together([item], write);
    written.push(one);
    if ('failure' in one && isDatabaseAway(one.failure)) break;
  }
  const last = written.at(-1);
  const rest = items.slice(written.length);
  return last === undefined ? [] : [...written, ...rest.map(() => last)];
}
