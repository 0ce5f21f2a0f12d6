import { digestOf } from '#domain/digest.js';
import type { ComparedAccount, ComparedStore, ComparedValue } from './compared-account.js';
import type { Found } from './difference.js';

/** A value that no map of the account lists, once for all orders that have it, until a map lists it. */
export const unknownValue = ({ id, values }: ComparedAccount, now: Date): Found[] =>
  values.map(({ field, value, count }: ComparedValue) => ({
    key: keyOf(field, value),
    since: now,
    accountId: id,
    evidence: { field, value },
    beside: { count },
    repairs: [],
  }));

/** A store that is not there, once for all orders that name it, until it is made or bound. */
export const unknownStore = ({ id, stores }: ComparedAccount): Found[] =>
  stores.map(({ value, count, oldestAt }: ComparedStore) => ({
    key: keyOf('store', value),
    since: oldestAt,
    accountId: id,
    evidence: { value: value.slice(0, LONGEST) },
    beside: { count },
    repairs: [],
  }));

/** Longer ones are told apart by their digest. */
const LONGEST = 200;

function keyOf(field: string, value: string): string {
  const key = `${field}:${value}`;
  const digest = digestOf(key);
  return key.length <= LONGEST ? key : `${key.slice(0, LONGEST - digest.length)}${digest}`;
}
