import { isDatabaseAway } from './database-away.js';
import { failsAllNow } from './fails-all.js';
import type { Sql } from './sql.js';

/** How one item's writing ended. */
export type Written<Result> = { readonly result: Result } | Failed;

interface Failed {
  readonly failure: unknown;
  /** No item would be spared it: of the others nothing was asked any more. */
  readonly isOfAll: boolean;
}

/** So many that took too long alone, one after the other, and it is not their own. */
const SLOW_IN_A_ROW = 3;

/**
 * Writes many items in one transaction; if that fails, one by one, so that a poisoned one stops only itself. What
 * the database cannot do just now is no item's fault: then nothing is asked once more for each of them.
 * @param write all or none of the items; resolves to a result for each, in their order
 * @param sql for what may be written twice: many that take too long together are then tried one by one, too, where the
 * database answers. Without it they count as a database that is away: nobody knows whether they were written
 * @returns one for each item, in their order
 */
export async function together<Item, Result>(
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
  sql?: Sql,
): Promise<Written<Result>[]> {
  try {
    return (await write(items)).map((result) => ({ result }));
  } catch (failure) {
    const isOfAll = sql === undefined ? isDatabaseAway(failure) : await failsAllNow(failure, sql);
    if (items.length === 1 || isOfAll) return items.map(() => ({ failure, isOfAll }));
    return oneByOne(items, write, sql);
  }
}

async function oneByOne<Item, Result>(
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
  sql: Sql | undefined,
): Promise<Written<Result>[]> {
  const written: Written<Result>[] = [];
  let slow = 0;
  for (const item of items) {
    const [one = NO_RESULT] = await together([item], write, sql);
    written.push(one);
    slow = 'failure' in one && isDatabaseAway(one.failure) ? slow + 1 : 0;
    if ('failure' in one && (one.isOfAll || slow === SLOW_IN_A_ROW))
      return [...written, ...restOf(items, written, one.failure)];
  }
  return written;
}

const NO_RESULT: Failed = { failure: new Error('no result for this item'), isOfAll: false };

const restOf = (all: readonly unknown[], written: readonly unknown[], failure: unknown): Failed[] =>
  all.slice(written.length).map(() => ({ failure, isOfAll: true }));
