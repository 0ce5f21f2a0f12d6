import type { AccountFacts, AccountsFacts } from './account-facts.js';
import { type ComparedLeg, type ComparedOrder, storefrontLeg, tillLegs } from './compared-order.js';
import { notCovered } from './covered.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { silenceOfAccount, silenceOfWords } from './silence.js';
import { isAlive } from './standing.js';

/** No storefront has told of a till's order, where the account says that all of them come from there. */
export function unknownInStorefront(order: ComparedOrder, accounts: AccountsFacts): Judged {
  if (storefrontLeg(order) !== undefined) return NOTHING;
  const tills = tillLegs(order).filter((till) => isFromStorefront(till, accounts));
  if (tills.length === 0) return NOTHING;
  const silent = silenceOfWords(tills, accounts);
  if (silent !== null) return silentFor(silent);
  const [till] = tills.filter(isAlive).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (till === undefined) return NOTHING;
  return untold(till, accounts) ?? foundOnly([toFound(order, till)]);
}

/** News of a till: of a past that was fetched later, its storefront's part may never have been. */
const isFromStorefront = ({ openedBy, accountId }: ComparedLeg, accounts: AccountsFacts): boolean =>
  openedBy === 'live' && accounts.get(accountId)?.ordersFrom === 'storefront';

/** Why no storefront can be said not to have the order: nothing where none could have told of it. Null where all can. */
function untold(till: ComparedLeg, accounts: AccountsFacts): Judged | null {
  const storefronts = [...accounts.values()].filter((one) => spokeFor(till, one));
  if (storefronts.length === 0) return NOTHING;
  for (const account of storefronts) {
    const silent = silenceOfAccount(account);
    if (silent !== null) return silentFor(silent);
    const open = account.coverage === null ? null : notCovered(account, till.createdAt);
    if (open !== null) return open;
  }
  return null;
}

function spokeFor({ storeId, createdAt }: ComparedLeg, { sells, speaksSince }: AccountFacts): boolean {
  const since = sells === 'first' && storeId !== null ? speaksSince(storeId, null) : undefined;
  return since !== undefined && since <= createdAt;
}

function toFound({ placedAt }: ComparedOrder, till: ComparedLeg): Found {
  const { vendorNo, accountId, createdAt, facts } = till;
  return {
    key: '',
    since: createdAt,
    accountId,
    evidence: {
      till: vendorNo,
      placedAt: (placedAt ?? createdAt).toISOString(),
      saleFen: facts?.saleFen?.toString() ?? null,
    },
    repairs: [],
  };
}
