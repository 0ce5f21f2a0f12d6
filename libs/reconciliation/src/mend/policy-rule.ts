import { isAutoRepair, type RepairPolicy } from '#domain/repair.js';
import type { RepairOffer } from '../compare/difference.js';

/** What is planned for a discrepancy though nobody asked. */
export interface PlannedByItself {
  readonly offer: RepairOffer;
  /** It is begun without a person, too. */
  readonly byPolicy: boolean;
}

/** Where several are offered, which of them is a person's choice: none is suggested. */
export function plannedByItself(
  policy: RepairPolicy,
  offers: readonly RepairOffer[],
): PlannedByItself | null {
  if (policy === 'off') return null;
  const auto = offers.find(({ kind }) => isAutoRepair(kind));
  if (policy === 'auto' && auto !== undefined) return { offer: auto, byPolicy: true };
  const [only, ...others] = offers;
  return only === undefined || others.length > 0 ? null : { offer: only, byPolicy: false };
}
