import { isMasked, type StoreScope } from '#domain/access.js';
import type { FoldedLeg } from '#domain/leg.js';

/** That another store's leg is of the order, and how it stands: no number, amount, person, word or id of it. */
export interface MaskedLegView {
  readonly connector: string;
  /** Null where its vendor has said nothing of it yet. */
  readonly payment: string | null;
  readonly fulfilment: string | null;
  readonly afterSale: string | null;
}

/** Stands in place of what a flag is about, where that may be another store's leg. */
export const MASKED_PARAM = '…';

/** The legs that are seen by whoever sees these stores, and those that are not. */
export function masking<Leg extends { readonly storeId: string | null }>(
  legs: readonly Leg[],
  scope: StoreScope | undefined,
): { readonly shown: readonly Leg[]; readonly masked: readonly Leg[] } {
  if (scope === null || scope === undefined) return { shown: legs, masked: [] };
  const masked = legs.filter(({ storeId }) => isMasked(scope, storeId));
  return { shown: legs.filter((leg) => !masked.includes(leg)), masked };
}

export const toMaskedLeg = (connector: string, groups: FoldedLeg): MaskedLegView => ({
  connector,
  payment: groups.payment?.value.state ?? null,
  fulfilment: groups.fulfilment?.value.state ?? null,
  afterSale: groups.afterSale?.value.state ?? null,
});
