import { digestOf } from '#domain/digest.js';
import type { AccountsFacts } from './account-facts.js';
import { aliveAfterCancel } from './alive-after-cancel.rule.js';
import type { ComparedOrder } from './compared-order.js';
import { type Difference, type Found, type Judged, NOTHING, type Silence } from './difference.js';
import { duplicateAtTill } from './duplicate-at-till.rule.js';
import { failedAtSuning } from './failed-at-suning.rule.js';
import { refundedAfterCompletion, refundedBeforeCompletion } from './refunded.rule.js';
import { ORDER_RULES, type OrderRuleCode, patienceMs } from './rules.js';
import { silentUntil } from './silent-until.js';
import { statusDiffers } from './status-differs.rule.js';
import { stuck } from './stuck.rule.js';

type OrderRule = (order: ComparedOrder, accounts: AccountsFacts, now: Date) => Judged;

const JUDGES: Readonly<Record<OrderRuleCode, OrderRule>> = {
  status_differs: statusDiffers,
  alive_after_cancel: aliveAfterCancel,
  refunded_before_completion: refundedBeforeCompletion,
  refunded_after_completion: refundedAfterCompletion,
  duplicate_at_till: duplicateAtTill,
  failed_at_suning: failedAtSuning,
  stuck,
};
const ALL = Object.entries(JUDGES) as readonly (readonly [OrderRuleCode, OrderRule])[];

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

const AGREES: Comparison = { differences: [], silent: new Map(), pending: [], lookAgainAt: null };

/** Holds an order's legs against each other, by every rule. Pure. An order that agrees costs no more than looking. */
export function compareOrder(order: ComparedOrder, accounts: AccountsFacts, now: Date): Comparison {
  let made: Made | undefined;
  for (const [rule, judge] of ALL) {
    const judged = judge(order, accounts, now);
    if (judged === NOTHING) continue;
    made ??= { differences: [], silent: new Map(), pending: [], lookAgainAt: null };
    if (judged.silent !== null) addSilence(made, rule, judged, silentUntil(judged, order, now));
    for (const found of judged.found) addFound(made, rule, found, accounts, now);
  }
  return made ?? AGREES;
}

interface Made extends Comparison {
  readonly differences: Difference[];
  readonly silent: Map<string, Silence>;
  readonly pending: Pick<Difference, 'rule' | 'key'>[];
  lookAgainAt: Date | null;
}

function addSilence(made: Made, rule: OrderRuleCode, { silent }: Judged, until: Date | null): void {
  if (silent !== null) made.silent.set(rule, silent);
  if (until !== null) lookAt(made, until);
}

function addFound(made: Made, rule: OrderRuleCode, found: Found, accounts: AccountsFacts, now: Date): void {
  const over = found.since.getTime() + patienceMs(rule, accounts.get(found.accountId));
  if (over <= now.getTime()) {
    made.differences.push(toDifference(rule, found));
    return;
  }
  made.pending.push({ rule, key: found.key });
  lookAt(made, new Date(over));
}

function lookAt(made: Made, at: Date): void {
  if (made.lookAgainAt === null || at < made.lookAgainAt) made.lookAgainAt = at;
}

const toDifference = (rule: OrderRuleCode, found: Found): Difference => ({
  ...found,
  rule,
  severity: ORDER_RULES[rule].severity,
  fingerprint: digestOf(found.evidence),
});
