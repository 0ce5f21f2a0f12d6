import type { AccountsFacts } from './account-facts.js';
import {
  type ComparedLeg,
  type ComparedOrder,
  hasOpenCommand,
  storefrontLeg,
  tillLegs,
} from './compared-order.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { cancelOf } from './repairs.js';
import { silenceOfWords } from './silence.js';
import { fulfilmentOf, isAlive, isCancelled, latest, standsSince } from './standing.js';

/** The storefront has cancelled the order, and a till still has it. What a till has completed is told all the same. */
export function aliveAfterCancel(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const storefront = storefrontLeg(order);
  if (storefront === undefined) return NOTHING;
  const tills = tillLegs(order);
  if (tills.length === 0) return NOTHING;
  const silent = silenceOfWords([storefront], accounts);
  if (silent !== null) return silentFor(silent);
  if (!isCancelled(storefront)) return NOTHING;
  const unjudged = silenceOfWords(tills, accounts);
  if (unjudged !== null) return silentFor(unjudged);
  const alive = tills.filter(isAlive);
  if (alive.length > 0 && hasOpenCommand(order)) return silentFor('dispatch_open');
  return foundOnly(alive.map((till) => toFound(storefront, till, accounts)));
}

const toFound = (storefront: ComparedLeg, till: ComparedLeg, accounts: AccountsFacts): Found => ({
  key: till.id,
  since: latest(standsSince(storefront), till.createdAt),
  accountId: till.accountId,
  evidence: { till: till.vendorNo, fulfilment: fulfilmentOf(till), storefront: storefront.vendorNo },
  repairs: cancelOf(till, accounts),
});
