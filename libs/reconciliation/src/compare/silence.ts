import type { AccountsFacts } from './account-facts.js';
import type { ComparedLeg } from './compared-order.js';
import type { Silence } from './difference.js';

/** Why these legs cannot be judged; null where they can. An account that is not known here is not well. */
export function silenceOf(legs: readonly ComparedLeg[], accounts: AccountsFacts): Silence | null {
  if (legs.some(({ facts }) => facts === null)) return 'not_filled';
  const standings = legs.map(({ accountId }) => accounts.get(accountId)?.standing ?? 'unwell');
  if (standings.includes('paused')) return 'account_paused';
  return standings.includes('unwell') ? 'account_unwell' : null;
}
