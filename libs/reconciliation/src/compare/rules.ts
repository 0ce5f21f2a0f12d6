import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { AccountFacts } from './account-facts.js';

/** What holds of a rule, whatever it finds. */
export interface RuleTerms {
  readonly severity: Severity;
  /** How long a difference may stand before it counts: the other side may be about to say the same. */
  readonly patienceMs: number;
  /** That it takes so long is the difference itself: before that there is none, and one that there was is over. */
  readonly isOfTime?: true;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Those that look at orders. */
export const ORDER_RULES = {
  missing_at_till: { severity: 'error', patienceMs: 10 * MINUTE_MS },
  unknown_in_storefront: { severity: 'warn', patienceMs: 30 * MINUTE_MS },
  status_differs: { severity: 'warn', patienceMs: 15 * MINUTE_MS },
  alive_after_cancel: { severity: 'error', patienceMs: 10 * MINUTE_MS },
  refunded_before_completion: { severity: 'error', patienceMs: 10 * MINUTE_MS },
  refunded_after_completion: { severity: 'info', patienceMs: 0 },
  amount_differs: { severity: 'error', patienceMs: 0 },
  lines_differ: { severity: 'error', patienceMs: 0 },
  duplicate_at_till: { severity: 'error', patienceMs: 10 * MINUTE_MS },
  failed_at_suning: { severity: 'error', patienceMs: 10 * MINUTE_MS },
  stuck: { severity: 'warn', patienceMs: DAY_MS, isOfTime: true },
  // Beyond what the source's refresh promises.
  unconfirmed: { severity: 'warn', patienceMs: 30 * MINUTE_MS, isOfTime: true },
} as const satisfies Partial<Readonly<Record<RuleCode, RuleTerms>>>;

export type OrderRuleCode = keyof typeof ORDER_RULES;

/** Those that look at hours of stores. */
const HOUR_RULES = {
  hour_differs: { severity: 'error', patienceMs: 60 * MINUTE_MS },
  tickets_differ: { severity: 'warn', patienceMs: 60 * MINUTE_MS },
} as const satisfies Partial<Readonly<Record<RuleCode, RuleTerms>>>;

/** Those that look at accounts. */
const ACCOUNT_RULES = {
  unknown_value: { severity: 'warn', patienceMs: 0 },
  unknown_store: { severity: 'error', patienceMs: 0 },
} as const satisfies Partial<Readonly<Record<RuleCode, RuleTerms>>>;

const TERMS = { ...ORDER_RULES, ...HOUR_RULES, ...ACCOUNT_RULES };
export type JudgedRule = keyof typeof TERMS;

export const severityOf = (rule: JudgedRule): Severity => TERMS[rule].severity;

export const patienceMs = (rule: JudgedRule, account: AccountFacts | undefined): number =>
  account?.patienceMs.get(rule) ?? TERMS[rule].patienceMs;

/** Whether what it finds is that something takes so long. */
export const isOfTime = (rule: JudgedRule): boolean => 'isOfTime' in TERMS[rule];
