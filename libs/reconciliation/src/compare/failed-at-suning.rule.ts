import type { AccountsFacts } from './account-facts.js';
import { type ComparedLeg, type ComparedOrder, shipperLegs, storefrontLeg } from './compared-order.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { lookAgainOf } from './repairs.js';
import { silenceOf } from './silence.js';
import { isCancelled, isCompleted, standsSince } from './standing.js';

/** Who delivers says what is wrong with the order, and is not through with it in spite of that. */
export function failedAtSuning(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const failed = shipperLegs(order).filter(isFailed);
  if (failed.length === 0) return NOTHING;
  const storefront = storefrontLeg(order);
  if (storefront !== undefined && isCancelled(storefront)) return NOTHING;
  const silent = silenceOf(failed, accounts);
  return silent === null ? foundOnly(failed.map((leg) => toFound(leg, accounts))) : silentFor(silent);
}

const isFailed = (leg: ComparedLeg): boolean =>
  (leg.facts?.orderError ?? null) !== null && !isCompleted(leg) && !isCancelled(leg);

const toFound = (leg: ComparedLeg, accounts: AccountsFacts): Found => ({
  key: leg.id,
  since: standsSince(leg),
  accountId: leg.accountId,
  evidence: { number: leg.vendorNo, error: leg.facts?.orderError ?? null },
  repairs: lookAgainOf(leg, accounts),
});
