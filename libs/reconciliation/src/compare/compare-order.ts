import { digestOf } from '#domain/digest.js';
import type { AccountsFacts } from './account-facts.js';
import { aliveAfterCancel } from './alive-after-cancel.rule.js';
import type { ComparedOrder } from './compared-order.js';
import type { Difference, Found, Judged, Silence } from './difference.js';
import { ORDER_RULES, type OrderRuleCode, patienceMs } from './rules.js';

type OrderRule = (order: ComparedOrder, accounts: AccountsFacts, now: Date) => Judged;

const JUDGES: Readonly<Record<OrderRuleCode, OrderRule>> = {
  alive_after_cancel: aliveAfterCancel,
};

/** What of a subject was found, could not be judged, or is left time. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** By rule. */
  readonly silent: ReadonlyMap<string, Silence>;
  /** Differences whose patience is not over: neither found nor ended. */
  readonly pending: readonly Pick<Difference, 'rule' | 'key'>[];
  /** When it is to be compared again though nothing of it changes. */
  readonly lookAgainAt: Date | null;
}

/** Nothing tells of the order when one of these has passed. */
const PASSES_UNSEEN: ReadonlySet<Silence> = new Set([
  'account_paused',
  'account_unwell',
  'dispatch_open',
  'not_covered',
]);
const SILENT_FOR_MS = 5 * 60_000;

/** Holds an order's legs against each other, by every rule. Pure. */
export function compareOrder(order: ComparedOrder, accounts: AccountsFacts, now: Date): Comparison {
  const differences: Difference[] = [];
  const silent = new Map<string, Silence>();
  const pending: Pick<Difference, 'rule' | 'key'>[] = [];
  const looks: Date[] = [];
  for (const [rule, judge] of Object.entries(JUDGES) as [OrderRuleCode, OrderRule][]) {
    const judged = judge(order, accounts, now);
    if (judged.silent !== null) silent.set(rule, judged.silent);
    if (judged.silent !== null && PASSES_UNSEEN.has(judged.silent))
      looks.push(new Date(now.getTime() + SILENT_FOR_MS));
    for (const found of judged.found) {
      const over = new Date(found.since.getTime() + patienceMs(rule, accounts.get(found.accountId)));
      if (over <= now) differences.push(toDifference(rule, found));
      else {
        pending.push({ rule, key: found.key });
        looks.push(over);
      }
    }
  }
  return { differences, silent, pending, lookAgainAt: earliest(looks) };
}

const toDifference = (rule: OrderRuleCode, found: Found): Difference => ({
  ...found,
  rule,
  severity: ORDER_RULES[rule].severity,
  fingerprint: digestOf(found.evidence),
});

const earliest = (instants: readonly Date[]): Date | null =>
  instants.reduce<Date | null>((least, one) => (least === null || one < least ? one : least), null);
