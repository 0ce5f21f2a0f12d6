import { RULE_REPAIRS } from '#domain/repair.js';
import type { Difference, Silence } from '../compare/difference.js';
import { isOfTime } from '../compare/rules.js';
import type { TalliedOrder } from '../watch/compared-tally.js';
import { type ComparedSample, keyOf } from './compared-sample.js';

/** By these an order is not judged at all. */
const HIDING: ReadonlySet<Silence> = new Set(['not_filled', 'account_paused', 'account_unwell']);

/**
 * Of each account which orders were compared: those that it has a leg of, or that would be moved there. An order
 * differs for the accounts that would have to move or be asked; not for those whose part of it agrees, and not by what counts
 * for nobody (`counts`). What could not be judged, and shows nothing, is not compared.
 */
export class Tallying {
  private readonly byAccount = new Map<string, Map<string, boolean>>();

  add({ order, comparison }: TalliedOrder): void {
    const key = keyOf(order.id);
    if (!isHidden(comparison)) for (const { accountId } of order.legs) this.tell(accountId, key, false);
    for (const { accountId, repairs } of comparison.differences.filter(counts)) {
      this.tell(accountId, key, true);
      for (const repair of repairs) this.tell(repair.accountId, key, true);
    }
  }

  samples(): ReadonlyMap<string, ComparedSample> {
    return new Map([...this.byAccount].map(([accountId, orders]) => [accountId, { level: 0, orders }]));
  }

  private tell(accountId: string, key: string, differs: boolean): void {
    const orders = this.byAccount.get(accountId);
    if (orders === undefined) this.byAccount.set(accountId, new Map([[key, differs]]));
    else orders.set(key, differs);
  }
}

/**
 * Not what is only told or that no repair would mend: a brake is none to it. Nor that something takes so long: no vendor
 * has said anything wrong by that, and after a pause or an upgrade it is so of many at once.
 */
const counts = ({ severity, rule }: Difference): boolean =>
  severity !== 'info' && RULE_REPAIRS[rule].length > 0 && !isOfTime(rule);

export function tallied(compared: readonly TalliedOrder[]): ReadonlyMap<string, ComparedSample> {
  const tallying = new Tallying();
  for (const one of compared) tallying.add(one);
  return tallying.samples();
}

function isHidden({ silent }: TalliedOrder['comparison']): boolean {
  if (silent.size === 0) return false;
  for (const silence of silent.values()) if (HIDING.has(silence)) return true;
  return false;
}
