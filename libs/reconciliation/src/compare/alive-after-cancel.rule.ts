import type { AccountsFacts } from './account-facts.js';
import {
  type ComparedLeg,
  type ComparedOrder,
  hasOpenCommand,
  storefrontLeg,
  tillLegs,
} from './compared-order.js';
import { type Found, type Judged, NOTHING, silentFor } from './difference.js';
import { silenceOf } from './silence.js';

/** The storefront has cancelled the order, and a till still has it. What a till has completed is told all the same. */
export function aliveAfterCancel(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const storefront = storefrontLeg(order);
  const tills = tillLegs(order);
  if (storefront === undefined || tills.length === 0) return NOTHING;
  const silent = silenceOf([storefront, ...tills], accounts);
  if (silent !== null) return silentFor(silent);
  if (storefront.facts?.fulfilment !== 'cancelled') return NOTHING;
  const alive = tills.filter(({ facts }) => isAlive(facts?.fulfilment ?? null));
  if (alive.length > 0 && hasOpenCommand(order)) return silentFor('dispatch_open');
  return { found: alive.map((till) => toFound(storefront, till)), silent: null };
}

/** A word that nobody knows, or none, is not said to be alive. */
const isAlive = (fulfilment: string | null): boolean =>
  fulfilment !== null && fulfilment !== 'unknown' && fulfilment !== 'cancelled';

function toFound(storefront: ComparedLeg, till: ComparedLeg): Found {
  const fulfilment = till.facts?.fulfilment ?? null;
  const isOpen = fulfilment !== 'completed';
  return {
    key: till.id,
    since: latest(storefront.facts?.fulfilmentSince ?? storefront.createdAt, till.createdAt),
    accountId: till.accountId,
    evidence: { till: till.vendorNo, fulfilment, storefront: storefront.vendorNo },
    repairs: isOpen ? [{ kind: 'cancel', accountId: till.accountId, legId: till.id }] : [],
  };
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
