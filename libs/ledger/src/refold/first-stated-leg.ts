import { earliest, firstStated } from '#domain/first-stated.js';
import type { FoldedLeg, Version } from '#domain/leg.js';
import type { ObservedGroup } from '#domain/order-observation.js';
import { fromDbObservation } from '../ledger.mapping.js';
import type { StatingEntry } from './first-stated.store.js';

const STATING = ['payment', 'fulfilment', 'afterSale'] as const satisfies readonly ObservedGroup[];

/**
 * The leg with since when its vendor has stated what, by its entries too; the very same where they say nothing earlier.
 */
export function withEntries(leg: FoldedLeg, entries: readonly StatingEntry[]): FoldedLeg {
  const moved: Partial<Record<ObservedGroup, Version<unknown>>> = {};
  for (const group of STATING) {
    const version: Version<unknown> | undefined = leg[group];
    const first = entries.map((entry) => statedBy(entry, group)).reduce(earliest, version?.first);
    if (version !== undefined && first !== undefined && first !== version.first)
      moved[group] = { ...version, first };
  }
  return Object.keys(moved).length === 0 ? leg : ({ ...leg, ...moved } as FoldedLeg);
}

function statedBy({ as_of, observation }: StatingEntry, group: (typeof STATING)[number]) {
  const value: unknown = fromDbObservation(observation)[group];
  return value == null ? undefined : firstStated(group, value, as_of);
}
