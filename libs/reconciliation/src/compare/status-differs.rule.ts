import type { AccountsFacts } from './account-facts.js';
import {
  type ComparedLeg,
  type ComparedOrder,
  hasOpenCommand,
  shipperLegs,
  storefrontLeg,
  tillLegs,
} from './compared-order.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { commandOf } from './repairs.js';
import { silenceOf, silenceOfWords } from './silence.js';
import {
  COMPLETED,
  fulfilmentOf,
  isCancelled,
  isUntold,
  latest,
  SHIPPED,
  standsSince,
  stepOf,
} from './standing.js';

/**
 * A till does not stand where its order does, and can be moved there. The storefront leads for what calls an order off,
 * which are rules of their own; the till for how far it has got; who delivers for the delivery. A storefront that is
 * behind is no difference: nothing can be written back to it.
 */
export function statusDiffers(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const tills = tillLegs(order).filter((till) => canBeMoved(till, accounts));
  if (tills.length === 0) return NOTHING;
  const storefront = storefrontLeg(order);
  if (storefront !== undefined && isCalledOff(storefront)) return NOTHING;
  if (order.legs.some(({ facts }) => facts === null)) return silentFor('not_filled');
  return tillLegs(order).every(isCancelled)
    ? cancelledAtTill(order, storefront, accounts)
    : deliveredAhead(order, tills, accounts);
}

/** One that nobody knows is judged as not well. */
const canBeMoved = ({ accountId }: ComparedLeg, accounts: AccountsFacts): boolean =>
  accounts.get(accountId)?.takesCommands ?? true;

const isCalledOff = (storefront: ComparedLeg): boolean =>
  isCancelled(storefront) || storefront.facts?.isRefunded === true;

/** Somebody at the till has cancelled what is paid, and goes on where it comes from. */
function cancelledAtTill(
  order: ComparedOrder,
  storefront: ComparedLeg | undefined,
  accounts: AccountsFacts,
): Judged {
  if (storefront === undefined) return NOTHING;
  const tills = tillLegs(order);
  const silent = silenceOf(tills, accounts) ?? silenceOfWords([storefront], accounts);
  if (silent !== null) return silentFor(silent);
  if (storefront.facts?.payment !== 'paid') return NOTHING;
  if (hasOpenCommand(beside(order))) return silentFor('dispatch_open');
  const last = tills.reduce((a, b) => (isLater(b, a) ? b : a));
  const { accountId, vendorNo } = last;
  return foundOnly([
    {
      key: 'cancelled',
      since: latest(standsSince(last), storefront.facts.paymentSince ?? storefront.createdAt),
      accountId,
      evidence: {
        ahead: vendorNo,
        step: 'cancelled',
        behind: storefront.vendorNo,
        fulfilment: fulfilmentOf(storefront) ?? 'paid',
      },
      repairs: [{ kind: 'place', accountId, legId: storefront.id }],
    },
  ]);
}

const isLater = (a: ComparedLeg, b: ComparedLeg): boolean => {
  const apart = standsSince(a).getTime() - standsSince(b).getTime();
  return apart > 0 || (apart === 0 && a.id < b.id);
};

/** Without the placing that dispatch holds for this very cancel: it waits for the person who is to be told here. */
const beside = (order: ComparedOrder): ComparedOrder => ({
  ...order,
  commands: order.commands.filter(
    ({ state, errorCode }) => state !== 'held' || errorCode !== 'cancelled_at_till',
  ),
});

/** Who delivers is further than a till. Of several who deliver all must be. */
function deliveredAhead(
  order: ComparedOrder,
  movable: readonly ComparedLeg[],
  accounts: AccountsFacts,
): Judged {
  const shippers = shipperLegs(order).filter((leg) => !isUntold(leg) && leg.facts?.fulfilment !== null);
  const [first, ...others] = shippers;
  if (first === undefined) return NOTHING;
  const silent = silenceOfWords(shippers, accounts) ?? silenceOfWords(movable, accounts);
  if (silent !== null) return silentFor(silent);
  const least = others.reduce((a, b) => (isBehind(b, a) ? b : a), first);
  const step = stepOf(least);
  if (step === null || step < SHIPPED) return NOTHING;
  const behind = movable.filter((till) => (stepOf(till) ?? COMPLETED) < step);
  if (behind.length > 0 && hasOpenCommand(order)) return silentFor('dispatch_open');
  return foundOnly(behind.map((till) => toBehind(till, least, accounts)));
}

const isBehind = (a: ComparedLeg, b: ComparedLeg): boolean => {
  const apart = (stepOf(a) ?? -1) - (stepOf(b) ?? -1);
  return apart < 0 || (apart === 0 && a.id < b.id);
};

function toBehind(till: ComparedLeg, shipper: ComparedLeg, accounts: AccountsFacts): Found {
  const step = fulfilmentOf(shipper);
  return {
    key: till.id,
    since: latest(standsSince(shipper), till.createdAt),
    accountId: till.accountId,
    evidence: { ahead: shipper.vendorNo, step, behind: till.vendorNo, fulfilment: fulfilmentOf(till) },
    repairs: commandOf(step === 'completed' ? 'complete' : 'ship', till, accounts),
  };
}
