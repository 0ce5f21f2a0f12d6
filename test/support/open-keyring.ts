import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { Keyring } from '#sealing/keyring.js';
import { FIRST_ID, type MasterKey, MasterKeys } from '#sealing/master-keys.js';

/** The master key of these bytes; one without an id is the first there was. */
export const masterKey = (byte: number, id = FIRST_ID): MasterKey => ({ id, bytes: Buffer.alloc(32, byte) });

/** The keyring of a hub that has these master keys, with nothing taken in yet. */
export function keyringOf(
  parts: { readonly database: Database; readonly clock: Clock },
  keys: readonly [MasterKey, ...MasterKey[]],
  onUnreadable: (reason: string) => void = () => undefined,
): Keyring {
  return new Keyring({
    sql: parts.database,
    clock: parts.clock,
    masters: new MasterKeys(keys),
    onUnreadable,
  });
}
