import { fromDbObservation } from '../ledger.mapping.js';
import { type KeptStatement, keptStatement } from './mended-leg.js';
import type { KeptEntry, TiedInstant } from './same-instant.store.js';

export interface KeptStatements {
  /** By leg: of each tied instant all statements. */
  readonly ofLegs: ReadonlyMap<string, readonly KeptStatement[]>;
  /** Legs with an instant of which an entry is gone: the one that is missing may be the one in force. */
  readonly torn: ReadonlySet<string>;
}

/** What the entries of tied instants say again. */
export function keptStatements(
  instants: readonly TiedInstant[],
  entries: readonly KeptEntry[],
): KeptStatements {
  const ofInstants = new Map<string, KeptEntry[]>();
  for (const entry of entries) put(ofInstants, instantOf(entry), entry);
  const ofLegs = new Map<string, KeptStatement[]>();
  const torn = new Set<string>();
  for (const instant of instants) {
    const kept = ofInstants.get(instantOf(instant)) ?? [];
    if (kept.length < instant.entries) torn.add(instant.leg_id);
    else for (const entry of kept) put(ofLegs, instant.leg_id, toStatement(entry));
  }
  return { ofLegs, torn };
}

const instantOf = ({ leg_id, as_of }: Pick<TiedInstant, 'leg_id' | 'as_of'>): string =>
  `${leg_id} ${as_of.toISOString()}`;

function put<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  lists.set(key, [...(lists.get(key) ?? []), item]);
}

function toStatement({ as_of, precedence, digest, observation }: KeptEntry): KeptStatement {
  const statesContact = (observation as { readonly contact?: unknown }).contact !== undefined;
  return keptStatement({ asOf: as_of, precedence, ...fromDbObservation(observation) }, digest, statesContact);
}
