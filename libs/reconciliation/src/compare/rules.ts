import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { AccountFacts } from './account-facts.js';

/** What holds of a rule, whatever it finds. */
export interface RuleTerms {
  readonly severity: Severity;
  /** How long a difference may stand before it counts: the other side may be about to say the same. */
  readonly patienceMs: number;
}

const MINUTE_MS = 60_000;

/** Those that look at orders. */
export const ORDER_RULES = {
  alive_after_cancel: { severity: 'error', patienceMs: 10 * MINUTE_MS },
} as const satisfies Partial<Readonly<Record<RuleCode, RuleTerms>>>;

export type OrderRuleCode = keyof typeof ORDER_RULES;

export const patienceMs = (rule: OrderRuleCode, account: AccountFacts | undefined): number =>
  account?.patienceMs.get(rule) ?? ORDER_RULES[rule].patienceMs;
