import { ACCOUNT_SECRETS } from '#accounts/accounts/account-secrets.js';
import { ALARM_SECRETS } from '#alarms/send/addresses.store.js';
import type { Database } from '#database/database.js';
import { adoptContactKey } from '#sealing/contact-key-adoption.js';
import type { SealedTable } from '#sealing/direct-seals.store.js';
import type { Keyring } from '#sealing/keyring.js';
import { PAYLOADS_KEY } from '#sealing/payload-seal.js';
import type { MasterKeys } from '#sealing/master-keys.js';
import { type Moved, moveDirectSeals } from '#sealing/moving.js';

/** Every table with something that is sealed. */
const SEALED_TABLES: readonly SealedTable[] = [ACCOUNT_SECRETS, ALARM_SECRETS];

/**
 * Takes in the data keys, makes those that are missing, and moves what was sealed before there were any.
 * @throws SecretError where a master key is missing, or is another database's
 */
export async function prepareKeys(
  database: Pick<Database, 'transaction' | 'rows'>,
  keyring: Keyring,
  masters: MasterKeys,
): Promise<Moved> {
  await keyring.load();
  await adoptContactKey(database, keyring, masters, SEALED_TABLES);
  await keyring.ready([ALARM_SECRETS.keyName(''), PAYLOADS_KEY]);
  return moveDirectSeals(database, keyring, SEALED_TABLES);
}
