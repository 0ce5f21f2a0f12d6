import type { AccountsFacts } from './account-facts.js';
import { aliveAfterCancel } from './alive-after-cancel.rule.js';
import { amountDiffers, linesDiffer } from './as-sent.rule.js';
import type { ComparedOrder } from './compared-order.js';
import { addFound, addSilence, AGREES, type Comparison, type Gathered, nothingYet } from './comparison.js';
import { type Judged, NOTHING } from './difference.js';
import { duplicateAtTill } from './duplicate-at-till.rule.js';
import { failedAtSuning } from './failed-at-suning.rule.js';
import { missingAtTill } from './missing-at-till.rule.js';
import { refundedAfterCompletion, refundedBeforeCompletion } from './refunded.rule.js';
import type { OrderRuleCode } from './rules.js';
import { silentUntil } from './silent-until.js';
import { statusDiffers } from './status-differs.rule.js';
import { stuck } from './stuck.rule.js';
import { unconfirmed } from './unconfirmed.rule.js';
import { unknownInStorefront } from './unknown-in-storefront.rule.js';

type OrderRule = (order: ComparedOrder, accounts: AccountsFacts, now: Date) => Judged;

const JUDGES: Readonly<Record<OrderRuleCode, OrderRule>> = {
  missing_at_till: missingAtTill,
  unknown_in_storefront: unknownInStorefront,
  status_differs: statusDiffers,
  alive_after_cancel: aliveAfterCancel,
  refunded_before_completion: refundedBeforeCompletion,
  refunded_after_completion: refundedAfterCompletion,
  amount_differs: amountDiffers,
  lines_differ: linesDiffer,
  duplicate_at_till: duplicateAtTill,
  failed_at_suning: failedAtSuning,
  stuck,
  unconfirmed,
};
const ALL = Object.entries(JUDGES) as readonly (readonly [OrderRuleCode, OrderRule])[];

/** Holds an order's legs against each other, by every rule. Pure. An order that agrees costs no more than looking. */
export function compareOrder(order: ComparedOrder, accounts: AccountsFacts, now: Date): Comparison {
  let made: Gathered | undefined;
  for (const [rule, judge] of ALL) {
    const judged = judge(order, accounts, now);
    if (judged === NOTHING) continue;
    made ??= nothingYet();
    addSilence(made, rule, judged, silentUntil(judged, order, now));
    for (const found of judged.found) addFound(made, rule, found, accounts.get(found.accountId), now);
  }
  return made ?? AGREES;
}
