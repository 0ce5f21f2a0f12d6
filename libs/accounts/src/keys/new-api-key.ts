import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { Access } from '#domain/access.js';
import { fault } from '#domain/refusal.js';
import { textFaults } from '../text-check.js';

const LONGEST_NAME = 100;
/** A shop's people, not a chain's: who sees more sees all. */
const MOST_STORES = 200;

/** A key as it is wished for. */
export interface KeyWish extends Access {
  readonly name: string;
  readonly expiresAt: Date | null;
}

/** What is wrong with it, whatever is in the database. */
export function keyFaults({ name, expiresAt, ...access }: KeyWish, now: Date): FieldFault[] {
  const faults = [...textFaults('name', name, LONGEST_NAME), ...accessFaults(access)];
  if (expiresAt !== null && expiresAt <= now) faults.push(fault('expiresAt', 'must_lie_ahead'));
  return faults;
}

/** What somebody is to be allowed, a key or a person. */
export function accessFaults({ role, stores }: Access): FieldFault[] {
  const faults: FieldFault[] = [];
  // Whoever administers can make a key for all stores.
  if (role === 'admin' && stores !== null) faults.push(fault('storeIds', 'admin_has_all_stores'));
  if (stores?.length === 0) faults.push(fault('storeIds', 'must_not_be_empty'));
  if (stores !== null && stores.length > MOST_STORES)
    faults.push(fault('storeIds', 'must_not_have_more_entries', { most: MOST_STORES }));
  return faults;
}
