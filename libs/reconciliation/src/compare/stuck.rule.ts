import type { AccountsFacts } from './account-facts.js';
import { type ComparedLeg, type ComparedOrder, storefrontLeg, tillLegs } from './compared-order.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { lookAgainOf } from './repairs.js';
import { silenceOfWords } from './silence.js';
import { COMPLETED, fulfilmentOf, isCancelled, isCompleted, standsSince, stepOf } from './standing.js';

/**
 * A paid order does not get on: at its tills, or where it has none yet at its storefront. Where any of its vendors says
 * that it is over, who does not say so is another rule's.
 */
export function stuck(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const storefront = storefrontLeg(order);
  if (order.legs.some(isOver)) return NOTHING;
  const tills = tillLegs(order);
  const leading = tills.length > 0 ? tills : storefront === undefined ? [] : [storefront];
  if (storefront === undefined ? !tills.some(isPaid) : !isPaid(storefront)) return NOTHING;
  const silent = silenceOfWords(leading, accounts);
  if (silent !== null) return silentFor(silent);
  return foundOnly(leading.filter(isUnderWay).map((leg) => toFound(leg, accounts)));
}

const isOver = (leg: ComparedLeg): boolean => isCancelled(leg) || isCompleted(leg);

const isPaid = ({ facts }: ComparedLeg): boolean => facts?.payment === 'paid' && !facts.isRefunded;

const isUnderWay = (leg: ComparedLeg): boolean => (stepOf(leg) ?? COMPLETED) < COMPLETED;

/** The step is part of the key: at the next one it is stuck anew, if it is. */
function toFound(leg: ComparedLeg, accounts: AccountsFacts): Found {
  const step = fulfilmentOf(leg);
  const since = standsSince(leg);
  return {
    key: `${leg.id} ${step ?? ''}`,
    since,
    accountId: leg.accountId,
    evidence: { number: leg.vendorNo, step, sinceAt: since.toISOString() },
    repairs: lookAgainOf(leg, accounts),
  };
}
