import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import { KEY_BYTES } from './cipher.js';
import { directlySealed, hasLegs, type SealedTable } from './direct-seals.store.js';
import type { Keyring } from './keyring.js';
import type { MasterKeys } from './master-keys.js';
import { SecretError } from './secret-error.js';

/** The data key under which phones are hashed and contacts digested. */
export const CONTACT_KEY = 'contacts';

/**
 * Sees to the key of contacts. A database in which some were hashed before 0.4.0 keeps the key that was derived from the
 * master key then, so that no hash is written anew; one that is new gets a random one. Before `moveDirectSeals`: what is
 * sealed under the master key itself shows whether it is that master key.
 * @throws SecretError where the master key of then is not given
 */
export const adoptContactKey = (
  sql: Sql,
  keyring: Keyring,
  masters: MasterKeys,
  tables: readonly SealedTable[],
): Promise<void> =>
  keyring.adopt(CONTACT_KEY, async () => {
    if (!(await hasLegs(sql))) return randomBytes(KEY_BYTES);
    const rows = (await Promise.all(tables.map((table) => directlySealed(sql, table)))).flat();
    if (rows.length > 0 && !rows.some(({ id, secrets }) => opens(masters, id, secrets)))
      throw new SecretError(
        'no account of this database can be read: HUB_MASTER_KEY is not the key it was made with',
      );
    return masters.deriveContactKey();
  });

function opens(masters: MasterKeys, owner: string, sealed: Uint8Array): boolean {
  try {
    masters.openDirect(owner, sealed);
    return true;
  } catch {
    return false;
  }
}
