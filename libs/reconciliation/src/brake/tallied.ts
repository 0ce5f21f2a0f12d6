import type { Silence } from '../compare/difference.js';
import type { TalliedOrder } from '../watch/compared-tally.js';
import { type ComparedSample, keyOf } from './compared-sample.js';

/** By these an order is not judged at all. */
const HIDING: ReadonlySet<Silence> = new Set(['not_filled', 'account_paused', 'account_unwell']);

/**
 * Of each account which of these orders were compared: those that it has a leg of, or that would be moved there. An order
 * differs for the accounts that would have to move or be asked; not by what is only told, and not for those whose part of it
 * agrees. What could not be judged, and shows nothing, is not compared.
 */
export function tallied(compared: readonly TalliedOrder[]): ReadonlyMap<string, ComparedSample> {
  const byAccount = new Map<string, Map<string, boolean>>();
  const tell = (accountId: string, key: string, differs: boolean): void => {
    const orders = byAccount.get(accountId);
    if (orders === undefined) byAccount.set(accountId, new Map([[key, differs]]));
    else orders.set(key, differs);
  };
  for (const { order, comparison } of compared) {
    const key = keyOf(order.id);
    if (!isHidden(comparison)) for (const { accountId } of order.legs) tell(accountId, key, false);
    for (const { severity, accountId, repairs } of comparison.differences) {
      if (severity === 'info') continue;
      tell(accountId, key, true);
      for (const repair of repairs) tell(repair.accountId, key, true);
    }
  }
  return new Map([...byAccount].map(([accountId, orders]) => [accountId, { level: 0, orders }]));
}

function isHidden({ silent }: TalliedOrder['comparison']): boolean {
  if (silent.size === 0) return false;
  for (const silence of silent.values()) if (HIDING.has(silence)) return true;
  return false;
}
