import { RULE_CODES } from '#domain/discrepancy-rule.js';
import type { ConfigField } from './config-field.js';

const LONGEST_PATIENCE_MINUTES = 60 * 24 * 30;
const MINUTES = /^\d{1,5}$/;

/** Why it is no patience of a rule. */
function patienceFault(rule: string, minutes: string): string | undefined {
  if (!RULE_CODES.some((code) => code === rule)) return `is none of the rules: ${RULE_CODES.join(', ')}`;
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
