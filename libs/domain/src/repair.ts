import type { RuleCode } from './discrepancy-rule.js';

/** What would mend a difference; each is done by the lib that owns it. `submit`: the hour, as if a person asked for it. */
export const REPAIR_KINDS = [
  'place',
  'ship',
  'complete',
  'cancel',
  'fetch',
  'list',
  'replay',
  'derive',
  'submit',
] as const;
export type RepairKind = (typeof REPAIR_KINDS)[number];

/**
 * Those that only look again, or work out anew what is known: an account may have them done without asking anybody. None
 * of the others is ever begun but for a person.
 */
export const AUTO_REPAIR_KINDS = [
  'fetch',
  'list',
  'replay',
  'derive',
] as const satisfies readonly RepairKind[];
export type AutoRepairKind = (typeof AUTO_REPAIR_KINDS)[number];

export const isAutoRepair = (kind: RepairKind): kind is AutoRepairKind =>
  AUTO_REPAIR_KINDS.some((one) => one === kind);

/** How repairs of a rule are treated where nobody has said anything of one: not planned, planned and shown, done. */
export const REPAIR_POLICIES = ['off', 'suggest', 'auto'] as const;
export type RepairPolicy = (typeof REPAIR_POLICIES)[number];

/** What a rule may offer to mend what it finds. */
export const RULE_REPAIRS = {
  missing_at_till: ['place'],
  unknown_in_storefront: [],
  status_differs: ['place', 'ship', 'complete'],
  alive_after_cancel: ['cancel'],
  refunded_before_completion: ['cancel'],
  refunded_after_completion: [],
  amount_differs: ['fetch', 'list'],
  lines_differ: ['fetch', 'list'],
  duplicate_at_till: ['cancel'],
  failed_at_suning: ['fetch', 'list'],
  stuck: ['fetch', 'list'],
  unconfirmed: ['fetch', 'list'],
  hour_differs: ['submit'],
  tickets_differ: [],
  unknown_value: [],
  unknown_store: [],
} as const satisfies Readonly<Record<RuleCode, readonly RepairKind[]>>;
