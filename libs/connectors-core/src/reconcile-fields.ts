import { RULE_CODES, type RuleCode } from '#domain/discrepancy-rule.js';
import { AUTO_REPAIR_KINDS, isAutoRepair, REPAIR_POLICIES, RULE_REPAIRS } from '#domain/repair.js';
import type { ConfigField } from './config-field.js';

const LONGEST_PATIENCE_MINUTES = 60 * 24 * 30;
const MINUTES = /^\d{1,5}$/;

const isRule = (name: string): name is RuleCode => RULE_CODES.some((code) => code === name);
const NO_RULE = `is none of the rules: ${RULE_CODES.join(', ')}`;

/** Why it is no patience of a rule. */
function patienceFault(rule: string, minutes: string): string | undefined {
  if (!isRule(rule)) return NO_RULE;
  return MINUTES.test(minutes) && Number(minutes) <= LONGEST_PATIENCE_MINUTES
    ? undefined
    : `must be whole minutes, at most ${LONGEST_PATIENCE_MINUTES.toString()}`;
}

/** A setting of every connector: it is looked at where orders are compared, not by the vendor's code. */
export const PATIENCE = {
  name: 'patience',
  label: 'Patience of rules, minutes',
  description:
    'rule → for how many minutes a difference may stand before it counts, where this account is the one that would have to move, e.g. missing_at_till → 20. A rule that is left out has its own patience.',
  type: 'map',
  entryFault: patienceFault,
} as const satisfies ConfigField;

/** Why a rule's repairs cannot be treated so. */
function policyFault(rule: string, policy: string): string | undefined {
  if (!isRule(rule)) return NO_RULE;
  if (!REPAIR_POLICIES.some((one) => one === policy)) return `must be one of: ${REPAIR_POLICIES.join(', ')}`;
  if (policy !== 'auto' || RULE_REPAIRS[rule].some(isAutoRepair)) return undefined;
  return `cannot be auto: only ${AUTO_REPAIR_KINDS.join(', ')} are done without a person, and this rule offers none of them`;
}

/** A setting of every connector: it is looked at where discrepancies are mended. */
export const REPAIRS = {
  name: 'repairs',
  label: 'Repairs of rules',
  description:
    'rule → off, suggest or auto, where this account is the one that would have to move, e.g. stuck → auto. off: nothing is planned by itself; suggest: a repair is planned, shown and waits for a person; auto: it is done, where it only looks again or derives anew. A rule that is left out is on suggest.',
  type: 'map',
  entryFault: policyFault,
} as const satisfies ConfigField;

/** A setting of every connector whose calls are counted. */
export const REPAIR_SHARE = {
  name: 'repairShare',
  label: 'Calls for repairs, percent',
  description:
    'Before something is mended its orders are asked for once more: at most so many of a period’s calls go into that, and only such as are free. 0: none.',
  type: 'integer',
  default: 5,
  min: 0,
  max: 100,
} as const satisfies ConfigField;

const TICKETS = ['unknown', 'same_sales'] as const;
export type Tickets = (typeof TICKETS)[number];

/** A setting of every connector that hours are reported to and that shows tickets of its own. */
export const TICKETS_FIELD = {
  name: 'tickets',
  label: 'What the tickets are',
  description:
    'unknown: what the vendor’s tickets are of is not known, and nothing is held against them. same_sales: they are the same sales as the hours that are reported, so that an hour whose tickets have another sum or number is shown once they are read past it.',
  type: 'choice',
  choices: TICKETS,
  default: 'unknown',
} as const satisfies ConfigField;

const ORDERS_FROM = ['anywhere', 'storefront'] as const;
export type OrdersFrom = (typeof ORDERS_FROM)[number];

/** A setting of every connector that orders are booked at; it is looked at where orders are compared, too. */
export const ORDERS_FROM_FIELD = {
  name: 'ordersFrom',
  label: 'Where orders come from',
  description:
    'anywhere: the till rings up orders of its own as well. storefront: all of its orders come from a storefront that is connected here, so that one which no storefront has told of is shown.',
  type: 'choice',
  choices: ORDERS_FROM,
  default: 'anywhere',
} as const satisfies ConfigField;
