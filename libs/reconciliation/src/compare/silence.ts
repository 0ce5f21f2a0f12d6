import type { AccountFacts, AccountsFacts } from './account-facts.js';
import type { ComparedLeg } from './compared-order.js';
import type { Silence } from './difference.js';

/** Why these legs cannot be judged; null where they can. An account that is not known here is not well. */
export function silenceOf(legs: readonly ComparedLeg[], accounts: AccountsFacts): Silence | null {
  let silence: Silence | null = null;
  for (const leg of legs) {
    const one = silenceOfLeg(leg, accounts);
    if (one !== null && (silence === null || RANK[one] < RANK[silence])) silence = one;
  }
  return silence;
}

/** Which of several reasons is told: the one that lasts longest by itself. */
const RANK: Readonly<Record<Silence, number>> = {
  not_filled: 0,
  account_paused: 1,
  account_unwell: 2,
  unknown_word: 3,
  dispatch_open: 4,
  not_covered: 5,
  not_listed: 6,
  reporting_open: 7,
};

const silenceOfLeg = ({ facts, accountId }: ComparedLeg, accounts: AccountsFacts): Silence | null =>
  facts === null ? 'not_filled' : silenceOfAccount(accounts.get(accountId));

export const silenceOfAccount = (account: AccountFacts | undefined): Silence | null => {
  if (account?.standing === 'well') return null;
  return account?.standing === 'paused' ? 'account_paused' : 'account_unwell';
};

/** The same; and where the vendor says of one of them how it stands in a word that nobody knows. */
export const silenceOfWords = (legs: readonly ComparedLeg[], accounts: AccountsFacts): Silence | null =>
  silenceOf(legs, accounts) ??
  (legs.some(({ facts }) => facts?.fulfilment === 'unknown') ? 'unknown_word' : null);
