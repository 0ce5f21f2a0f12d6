import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { PAYLOADS_KEY, PayloadSeal } from '#sealing/payload-seal.js';
import { keyringOf, masterKey } from './open-keyring.js';

/** Seals raw bytes as a hub does that was told nothing else. */
export async function payloadSeal(parts: {
  readonly database: Database;
  readonly clock: Clock;
}): Promise<PayloadSeal> {
  const keyring = keyringOf(parts, [masterKey(7)]);
  await keyring.ready([PAYLOADS_KEY]);
  return new PayloadSeal(keyring, true);
}
