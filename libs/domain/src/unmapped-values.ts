import type { FoldedLeg } from './leg.js';
import type { Stated } from './order-status.js';

/** The groups of a leg that hold a state which an account's map may give to a vendor's value. */
export const MAPPED_GROUPS = ['payment', 'fulfilment', 'afterSale', 'service'] as const;
export type MappedGroup = (typeof MAPPED_GROUPS)[number];

/** Longer ones are told apart by their beginning. */
const LONGEST = 200;

/**
 * The vendor's values for which the leg has no state of ours, by group: what the account has yet to map. Not those in
 * our own format: who sends them can say them rightly.
 */
export function unmappedValues({
  payment,
  fulfilment,
  afterSale,
  service,
}: FoldedLeg): ReadonlyMap<MappedGroup, string> {
  const values: [MappedGroup, string | null | undefined][] = [
    ['payment', unmapped(payment?.value)],
    ['fulfilment', unmapped(fulfilment?.value)],
    ['afterSale', unmapped(afterSale?.value)],
    ['service', service?.value.raw],
  ];
  return new Map(
    values.flatMap(([group, value]) => (value ? [[group, value.slice(0, LONGEST)] as const] : [])),
  );
}

const unmapped = (stated: Stated<string> | undefined): string | null =>
  stated?.state === 'unknown' && stated.ofOurFormat !== true ? stated.raw : null;
