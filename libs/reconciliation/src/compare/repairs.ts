import type { RepairKind } from '#domain/repair.js';
import type { AccountsFacts } from './account-facts.js';
import type { ComparedLeg } from './compared-order.js';
import type { RepairOffer } from './difference.js';
import { isCompleted } from './standing.js';

/** A command about a till's order, where its vendor takes any. */
export const commandOf = (
  kind: Extract<RepairKind, 'ship' | 'complete' | 'cancel'>,
  { accountId, id }: ComparedLeg,
  accounts: AccountsFacts,
): RepairOffer[] => (accounts.get(accountId)?.takesCommands === true ? [{ kind, accountId, legId: id }] : []);

/** What is completed at its till can no longer be cancelled there. */
export const cancelOf = (till: ComparedLeg, accounts: AccountsFacts): RepairOffer[] =>
  isCompleted(till) ? [] : commandOf('cancel', till, accounts);

/** Asking its vendor for it, or where that knows no single orders, for those of its time; where either can be done. */
export function lookAgainOf({ accountId, id }: ComparedLeg, accounts: AccountsFacts): RepairOffer[] {
  const account = accounts.get(accountId);
  if (account?.fetches === true) return [{ kind: 'fetch', accountId, legId: id }];
  return account?.coverage == null ? [] : [{ kind: 'list', accountId, legId: id }];
}
