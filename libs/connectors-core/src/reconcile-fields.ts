import { RULE_CODES, type RuleCode } from '#domain/discrepancy-rule.js';
import { type Refusal, refusal } from '#domain/refusal.js';
import { AUTO_REPAIR_KINDS, isAutoRepair, REPAIR_POLICIES, RULE_REPAIRS } from '#domain/repair.js';
import type { ConfigField } from './config-field.js';

const LONGEST_PATIENCE_MINUTES = 60 * 24 * 30;
const MINUTES = /^\d{1,5}$/;

const isRule = (name: string): name is RuleCode => RULE_CODES.some((code) => code === name);
const NO_RULE = refusal('is_none_of_rules', { rules: RULE_CODES.join(', ') });

/** Why it is no patience of a rule. */
function patienceFault(rule: string, minutes: string): Refusal | undefined {
  if (!isRule(rule)) return NO_RULE;
  return MINUTES.test(minutes) && Number(minutes) <= LONGEST_PATIENCE_MINUTES
    ? undefined
    : refusal('must_be_minutes', { most: LONGEST_PATIENCE_MINUTES });
}

/** A setting of every connector: it is looked at where orders are compared, not by the vendor's code. */
export const PATIENCE = {
  name: 'patience',
  labels: { zh: '各规则等多久（分钟）', en: 'Patience of rules, minutes' },
  descriptions: {
    zh: '我们自己的设定，对方后台没有。左边填比对规则，右边填分钟数（0 到 43200），例如 missing_at_till → 20：该由这个账号先动的差异，过了这么久才算数。没有写的规则，用它自己的时间。',
    en: 'A setting of ours, not of the vendor. rule → for how many minutes (0 to 43200) a difference may stand before it counts, where this account is the one that would have to move, e.g. missing_at_till → 20. A rule that is left out has its own patience.',
  },
  type: 'map',
  entryFault: patienceFault,
} as const satisfies ConfigField;

/** Why a rule's repairs cannot be treated so. */
function policyFault(rule: string, policy: string): Refusal | undefined {
  if (!isRule(rule)) return NO_RULE;
  if (!REPAIR_POLICIES.some((one) => one === policy))
    return refusal('must_be_one_of', { words: REPAIR_POLICIES.join(', ') });
  if (policy !== 'auto' || RULE_REPAIRS[rule].some(isAutoRepair)) return undefined;
  return refusal('cannot_be_auto', { kinds: AUTO_REPAIR_KINDS.join(', ') });
}

/** A setting of every connector: it is looked at where discrepancies are mended. */
export const REPAIRS = {
  name: 'repairs',
  labels: { zh: '各规则怎么修复', en: 'Repairs of rules' },
  descriptions: {
    zh: '我们自己的设定，对方后台没有。左边填比对规则，右边填做法，例如 stuck → auto，只管该由这个账号先动的差异。off：不自动准备修复；suggest：准备好，等人批准；auto：只是再查一次或重新算数的，自动做。没有写的规则按 suggest。',
    en: 'A setting of ours, not of the vendor. rule → off, suggest or auto, where this account is the one that would have to move, e.g. stuck → auto. off: nothing is planned by itself; suggest: a repair is planned, shown and waits for a person; auto: it is done, where it only looks again or derives anew. A rule that is left out is on suggest.',
  },
  type: 'map',
  values: REPAIR_POLICIES,
  entryFault: policyFault,
} as const satisfies ConfigField;

/** A setting of every connector whose calls are counted. */
export const REPAIR_SHARE = {
  name: 'repairShare',
  labels: { zh: '修复可用的调用（%）', en: 'Calls for repairs, percent' },
  descriptions: {
    zh: '我们自己的设定。修复以前要把订单再查一遍：一个周期的调用次数里，最多拿百分之几来查，而且只用空闲的。默认 5；0 表示不查。',
    en: 'A setting of ours. Before something is mended its orders are asked for once more: at most so many percent of a period’s calls go into that, and only such as are free. 5 unless told; 0: none.',
  },
  type: 'integer',
  default: 5,
  min: 0,
  max: 100,
} as const satisfies ConfigField;

const TICKETS = {
  unknown: { zh: '不知道', en: 'not known' },
  same_sales: { zh: '和上报的是同一批销售', en: 'the same sales as are reported' },
} as const;
export type Tickets = keyof typeof TICKETS;

/** A setting of every connector that hours are reported to and that shows tickets of its own. */
export const TICKETS_FIELD = {
  name: 'tickets',
  labels: { zh: '对方的小票是什么', en: 'What the tickets are' },
  descriptions: {
    zh: '对方没有说它的小票记的是什么，所以默认 unknown：不拿小票核对。确认小票就是我们上报的那些销售以后选 same_sales：读完小票的小时，金额或单数对不上就列为差异。',
    en: 'The vendor does not say what its tickets are of, so the default is unknown: nothing is held against them. same_sales, once you have made sure: they are the same sales as the hours that are reported, so that an hour whose tickets have another sum or number is shown once they are read past it.',
  },
  type: 'choice',
  choices: TICKETS,
  default: 'unknown',
} as const satisfies ConfigField;

const ORDERS_FROM = {
  anywhere: { zh: '收银也自己开单', en: 'the till rings up its own, too' },
  storefront: { zh: '全部来自接进来的店铺', en: 'all from storefronts that are connected' },
} as const;
export type OrdersFrom = keyof typeof ORDERS_FROM;

/** A setting of every connector that orders are booked at; it is looked at where orders are compared, too. */
export const ORDERS_FROM_FIELD = {
  name: 'ordersFrom',
  labels: { zh: '收银的订单从哪里来', en: 'Where orders come from' },
  descriptions: {
    zh: '我们自己的设定，比对订单时用。anywhere（默认）：收银也自己开单。storefront：收银的订单全部来自接进来的店铺，店铺没有说过的订单就列为差异。',
    en: 'A setting of ours, used where orders are compared. anywhere (the default): the till rings up orders of its own as well. storefront: all of its orders come from a storefront that is connected here, so that one which no storefront has told of is shown.',
  },
  type: 'choice',
  choices: ORDERS_FROM,
  default: 'anywhere',
} as const satisfies ConfigField;
