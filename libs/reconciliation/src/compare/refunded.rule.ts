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
import { silenceOf, silenceOfWords } from './silence.js';
import { fulfilmentOf, isAlive, isCancelled, isCompleted, latest, standsSince } from './standing.js';

/** All of the storefront's order is refunded, and a till goes on with it. One that is cancelled too is another rule's. */
export const refundedBeforeCompletion = (order: ComparedOrder, accounts: AccountsFacts): Judged =>
  refunded(order, accounts, (till) => isAlive(till) && !isCompleted(till), hasOpenCommand(order));

/** All of the storefront's order was refunded that a till has completed: a complaint, say. */
export const refundedAfterCompletion = (order: ComparedOrder, accounts: AccountsFacts): Judged =>
  refunded(order, accounts, isCompleted, false);

function refunded(
  order: ComparedOrder,
  accounts: AccountsFacts,
  isMeant: (till: ComparedLeg) => boolean,
  isUnderWay: boolean,
): Judged {
  const storefront = storefrontLeg(order);
  if (storefront === undefined) return NOTHING;
  const tills = tillLegs(order);
  if (tills.length === 0) return NOTHING;
  const silent = silenceOf([storefront], accounts);
  if (silent !== null) return silentFor(silent);
  if (storefront.facts?.isRefunded !== true || isCancelled(storefront)) return NOTHING;
  const unjudged = silenceOfWords(tills, accounts);
  if (unjudged !== null) return silentFor(unjudged);
  const meant = tills.filter(isMeant);
  if (meant.length > 0 && isUnderWay) return silentFor('dispatch_open');
  return foundOnly(meant.map((till) => toFound(storefront, till, accounts)));
}

function toFound(storefront: ComparedLeg, till: ComparedLeg, accounts: AccountsFacts): Found {
  const refundedSince = storefront.facts?.refundedSince ?? storefront.createdAt;
  return {
    key: till.id,
    since: isCompleted(till)
      ? latest(refundedSince, standsSince(till))
      : latest(refundedSince, till.createdAt),
    accountId: till.accountId,
    evidence: { till: till.vendorNo, fulfilment: fulfilmentOf(till), storefront: storefront.vendorNo },
    repairs: cancelOf(till, accounts),
  };
}
