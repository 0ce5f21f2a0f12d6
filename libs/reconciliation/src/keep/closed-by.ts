import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import type { ComparedHour } from '../compare/compared-hour.js';
import type { ComparedLeg, ComparedOrder } from '../compare/compared-order.js';

/** What closed a discrepancy. The texts are in the admin contract. */
export const CLOSED_BY = ['agrees', 'linked_elsewhere', 'order_ended', 'rule_switched_off'] as const;
export type ClosedBy = (typeof CLOSED_BY)[number];

export interface Ending {
  readonly by: ClosedBy;
  /** What the vendors said when it was closed; kept in the history. */
  readonly facts: unknown;
}

export const AGREES: Ending = { by: 'agrees', facts: null };

/** Rules about what should have gone on: that an order has ended ends them, though nothing agrees. */
const OF_WHAT_GOES_ON: ReadonlySet<RuleCode> = new Set(['missing_at_till', 'stuck', 'unconfirmed']);

/** What closes a discrepancy of an order in which its rule finds nothing any more. */
export function endingOf(
  { legs }: Pick<ComparedOrder, 'legs'>,
  rule: RuleCode,
  accounts: AccountsFacts,
): Ending {
  const facts = legs.map(toFacts);
  if (legs.length === 0) return { by: 'linked_elsewhere', facts };
  const saysSo = ({ accountId }: ComparedLeg) => accounts.get(accountId)?.ordersFrom === 'storefront';
  if (rule === 'unknown_in_storefront' && !legs.some(saysSo)) return { by: 'rule_switched_off', facts };
  return { by: OF_WHAT_GOES_ON.has(rule) && legs.some(hasEnded) ? 'order_ended' : 'agrees', facts };
}

/** The same of an hour. */
export const endingOfHour = (
  { accountId }: Pick<ComparedHour, 'accountId'>,
  rule: RuleCode,
  accounts: AccountsFacts,
): Ending =>
  rule === 'tickets_differ' && accounts.get(accountId ?? '')?.tickets !== 'same_sales'
    ? { by: 'rule_switched_off', facts: null }
    : AGREES;

const hasEnded = ({ facts }: Pick<ComparedLeg, 'facts'>): boolean =>
  facts !== null &&
  (facts.fulfilment === 'completed' || facts.fulfilment === 'cancelled' || facts.isRefunded);

const toFacts = ({ accountId, vendorNo, facts }: ComparedLeg) => ({
  accountId,
  vendorNo,
  payment: facts?.payment ?? null,
  fulfilment: facts?.fulfilment ?? null,
  isRefunded: facts?.isRefunded ?? null,
  saleFen: facts?.saleFen ?? null,
});
