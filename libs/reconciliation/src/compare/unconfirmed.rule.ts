import { isEndOfRefresh } from '#polling/open-legs/refresh-schedule.js';
import type { AccountFacts, AccountsFacts } from './account-facts.js';
import type { ComparedLeg, ComparedOrder } from './compared-order.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { lookAgainOf } from './repairs.js';
import { silenceOf } from './silence.js';
import { isUntold } from './standing.js';

/** A leg that is not at its end was not confirmed again although its source's refresh promises that. */
export function unconfirmed(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const open = order.legs.filter((leg) => isExpected(leg, accounts));
  if (open.length === 0) return NOTHING;
  const silent = silenceOf(open, accounts);
  return silent === null ? foundOnly(open.flatMap((leg) => toFound(leg, accounts))) : silentFor(silent);
}

const isExpected = ({ accountId, facts }: ComparedLeg, accounts: AccountsFacts): boolean =>
  hasPromise(accounts.get(accountId)) && (facts === null || !isEndOfRefresh(facts));

const hasPromise = (account: AccountFacts | undefined): boolean => account?.promise != null;

function toFound(leg: ComparedLeg, accounts: AccountsFacts): Found[] {
  const since = accounts.get(leg.accountId)?.promise?.(leg) ?? null;
  if (since === null) return [];
  return [
    {
      key: leg.id,
      since,
      accountId: leg.accountId,
      evidence: {
        number: leg.vendorNo,
        confirmedAt: isUntold(leg) ? null : leg.confirmedAt.toISOString(),
      },
      repairs: lookAgainOf(leg, accounts),
    },
  ];
}
