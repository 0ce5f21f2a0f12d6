import type { Database } from '#database/database.js';
import { wordsOf } from '#domain/thrown.js';
import { directlySealed, lockDirectlySealed, type SealedTable, writeSealed } from './direct-seals.store.js';
import type { Keyring } from './keyring.js';

export interface Moved {
  readonly moved: number;
  /** Why rows were left as they are; each is tried again at the next start. */
  readonly faults: readonly string[];
}

/**
 * Moves what was sealed under the master key itself into envelopes, row by row, each in a transaction of its own: cut
 * off, or done by several hubs at once, it comes to the same.
 */
export async function moveDirectSeals(
  database: Pick<Database, 'transaction' | 'rows'>,
  keyring: Keyring,
  tables: readonly SealedTable[],
): Promise<Moved> {
  const faults: string[] = [];
  let moved = 0;
  for (const table of tables)
    for (const { id } of await directlySealed(database, table))
      try {
        if (await moveOne(database, keyring, { table, id })) moved += 1;
      } catch (error) {
        faults.push(`${table.table} ${id}: ${wordsOf(error)}`);
      }
  return { moved, faults };
}

/** @returns false where another hub was quicker */
async function moveOne(
  database: Pick<Database, 'transaction'>,
  keyring: Keyring,
  { table, id }: { readonly table: SealedTable; readonly id: string },
): Promise<boolean> {
  const name = table.keyName(id);
  await keyring.ready([name]);
  return database.transaction(async (sql) => {
    const row = await lockDirectlySealed(sql, table, id);
    if (row === undefined) return false;
    await writeSealed(sql, table, {
      id,
      secrets: keyring.named(name).seal(id, keyring.open(id, row.secrets)),
    });
    return true;
  });
}
