import { randomUUID } from 'node:crypto';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { countByMasterKey } from '#sealing/data-keys.store.js';
import { Keyring } from '#sealing/keyring.js';
import { type MasterKey, MasterKeys } from '#sealing/master-keys.js';
import { rotate, RotationRefused } from '#sealing/rotating.js';
import { readOwnVersion } from '../versions/own-version.js';
import { VersionWatch } from '../versions/version-watch.js';
import { prepareKeys } from './prepared-keys.js';

export interface Rotation {
  readonly databaseUrl: string;
  readonly masterKeys: readonly [MasterKey, ...MasterKey[]];
}

/**
 * `npm run keys:rotate`: wraps every data key under the first master key while hubs run.
 * @returns what was done and what is next, line by line
 * @throws RotationRefused, SecretError, UnfitDatabaseError with words for who rotates
 */
export async function rotateKeys({ databaseUrl: url, masterKeys }: Rotation): Promise<readonly string[]> {
  const database = new Database({ url, max: 2, name: `suanpan keys ${randomUUID()}` }, () => undefined);
  try {
    await new VersionWatch(database, readOwnVersion()).refuseUnfit();
    const clock = new DatabaseClock(database);
    await clock.measure();
    return await rotated(database, clock, new MasterKeys(masterKeys));
  } finally {
    await database.close();
  }
}

async function rotated(database: Database, clock: DatabaseClock, masters: MasterKeys): Promise<string[]> {
  const keyring = new Keyring({ sql: database, clock, masters });
  const { moved, faults } = await prepareKeys(database, keyring, masters);
  if (faults.length > 0) throw new RotationRefused(leftWords(faults));
  const wrapped = await rotate(database, masters);
  const counts = await countByMasterKey(database);
  return [
    ...(moved === 0 ? [] : [`Moved into envelopes, of what was sealed before 0.4.0: ${String(moved)}.`]),
    `Data keys wrapped anew under "${masters.first}": ${String(wrapped)}.`,
    ...[...counts].map(([id, count]) => `Data keys that "${id}" wraps now: ${String(count)}.`),
    nextWords(masters),
  ];
}

const leftWords = (faults: readonly string[]): string =>
  `Nothing was rotated, because what was sealed before 0.4.0 could not all be moved:\n${faults.join('\n')}`;

function nextWords({ first, ids }: MasterKeys): string {
  const old = ids.filter((id) => id !== first).map((id) => `"${id}"`);
  if (old.length === 0) return 'HUB_MASTER_KEY has no other key: nothing is left to be done.';
  return (
    `Next: take ${old.join(', ')} out of HUB_MASTER_KEY of every hub and start them again, one after the other. ` +
    'Keep it for as long as you keep backups from before: those can be read with it alone.'
  );
}
