import type { DISCREPANCY_TEXTS } from './discrepancy-texts.js';
import type { WordText } from './flag-words.js';

/** A rule as one chooses it; DISCREPANCY_TEXTS has what one says. */
export const RULE_TEXTS = {
  missing_at_till: { zh: '收银没有这个订单', en: 'missing at the till' },
  unknown_in_storefront: { zh: '商城没有这个订单', en: 'unknown in the storefront' },
  status_differs: { zh: '进度不一样', en: 'another step' },
  alive_after_cancel: { zh: '商城已取消，收银没有', en: 'cancelled, and alive at the till' },
  refunded_before_completion: { zh: '已退款，收银还在做', en: 'refunded, and going on at the till' },
  refunded_after_completion: { zh: '收银完成后退款', en: 'refunded after completion' },
  amount_differs: { zh: '金额不一样', en: 'another amount' },
  lines_differ: { zh: '商品不一样', en: 'other items' },
  duplicate_at_till: { zh: '收银重复', en: 'at the till more than once' },
  failed_at_suning: { zh: '苏宁报错', en: 'an error at Suning' },
  stuck: { zh: '停住不动', en: 'does not move' },
  unconfirmed: { zh: '没有按时重新读取', en: 'not fetched again in time' },
  hour_differs: { zh: '上报的小时不对', en: 'an hour is not as reported' },
  tickets_differ: { zh: '小票和上报不一样', en: 'tickets are not as reported' },
  unknown_value: { zh: '不认识的值', en: 'a value is not known' },
  unknown_store: { zh: '没有对应的门店', en: 'a store is not known' },
} as const satisfies Readonly<Record<keyof typeof DISCREPANCY_TEXTS, WordText>>;

const TEXTS: Readonly<Record<string, WordText>> = RULE_TEXTS;

/** A rule that is not in the table, of another version, speaks for itself. */
export const ruleText = (rule: string): WordText =>
  (Object.hasOwn(TEXTS, rule) ? TEXTS[rule] : undefined) ?? { zh: rule, en: rule };
