import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { placeOf } from './data-key.js';
import { lockWrappedOtherwise, rewrapDataKey } from './data-keys.store.js';
import { type KeyHolder, liveKeyHolders } from './key-holders.store.js';
import type { MasterKeys } from './master-keys.js';
import { SecretError } from './secret-error.js';

/** So few that a hub which is about to read one hardly waits. */
const AT_ONCE = 100;

/** Hubs run that a rotation would cut off, or that would undo it. */
export class RotationRefused extends Error {
  override readonly name = 'RotationRefused';
}

/**
 * Wraps every data key under the first master key, while hubs run. Done again, it finds nothing to do; cut off, it goes
 * on where it was.
 * @returns how many were wrapped anew
 * @throws RotationRefused, also where some could not be unwrapped: all others were wrapped anew by then
 */
export async function rotate(
  database: Pick<Database, 'transaction' | 'rows'>,
  masters: MasterKeys,
): Promise<number> {
  await refuseUnready(database, masters);
  const faults: string[] = [];
  let done = 0;
  for (let after: string | null = null, isMore = true; isMore;) {
    const some: Rewrapped = await database.transaction((sql) => rewrapSome(sql, masters, after));
    done += some.done;
    faults.push(...some.faults);
    ({ last: after, isMore } = some);
  }
  await refuseUnready(database, masters);
  if (faults.length > 0)
    throw new RotationRefused(`${faults.join('\n')}\nAll others are wrapped under "${masters.first}".`);
  return done;
}

interface Rewrapped {
  readonly done: number;
  readonly faults: readonly string[];
  readonly last: string | null;
  readonly isMore: boolean;
}

async function rewrapSome(sql: Sql, masters: MasterKeys, after: string | null): Promise<Rewrapped> {
  const keys = await lockWrappedOtherwise(sql, masters.first, { after, limit: AT_ONCE });
  const faults: string[] = [];
  for (const key of keys) {
    const place = placeOf(key);
    try {
      await rewrapDataKey(sql, key.id, masters.wrap(masters.first, place, masters.unwrap(place, key)));
    } catch (error) {
      if (!(error instanceof SecretError)) throw error;
      faults.push(`The data key "${key.name}" cannot be unwrapped: ${error.message}.`);
    }
  }
  return {
    done: keys.length - faults.length,
    faults,
    last: keys.at(-1)?.id ?? after,
    isMore: keys.length === AT_ONCE,
  };
}

/** Looked at before, and after: a hub may have started meanwhile. */
async function refuseUnready(sql: Sql, masters: MasterKeys): Promise<void> {
  const unready = unreadyHolders(masters, await liveKeyHolders(sql));
  if (unready.length > 0) throw new RotationRefused(unready.join('\n'));
}

/** @returns a sentence for each hub that has to be given other keys first */
export function unreadyHolders(masters: MasterKeys, holders: readonly KeyHolder[]): string[] {
  const mark = masters.mark(masters.first);
  const unready = holders.filter(({ marks }) => marks[0] !== mark);
  return unready.map(({ instanceId, marks }) => {
    const what = marks.includes(mark)
      ? `writes with "${idOf(marks[0])}" still: give it "${masters.first}" as the first`
      : `does not know the master key "${masters.first}": give it that one, as the first`;
    return `The hub ${instanceId} ${what} of HUB_MASTER_KEY, and start it again.`;
  });
}

const idOf = (mark = ''): string => mark.slice(0, mark.lastIndexOf(':'));
