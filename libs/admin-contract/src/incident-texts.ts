import type { WordText } from './flag-words.js';
import { evidenceText } from './discrepancy-words.js';

/** What many openings of a rule at one account tell together, with `{count}` and since when. */
export const INCIDENT_TEXTS = {
  missing_at_till: {
    zh: '有 {count} 个已付款的订单不在收银',
    en: '{count} paid orders are not at the till',
  },
  unknown_in_storefront: {
    zh: '有 {count} 个收银单在商城找不到来源',
    en: '{count} orders of the till are of no order of the storefront',
  },
  status_differs: {
    zh: '有 {count} 个订单的进度各方不一样',
    en: 'The steps of {count} orders differ',
  },
  alive_after_cancel: {
    zh: '有 {count} 个商城已取消的订单在收银还没有取消',
    en: '{count} orders that the storefront has cancelled are alive at the till',
  },
  refunded_before_completion: {
    zh: '有 {count} 个已全部退款的订单在收银还没有完成',
    en: '{count} orders that are wholly refunded are not completed at the till',
  },
  refunded_after_completion: {
    zh: '有 {count} 个订单在收银完成之后全部退款',
    en: '{count} orders were wholly refunded after the till had completed them',
  },
  amount_differs: {
    zh: '有 {count} 个收银单的金额和发出的不一样',
    en: 'The amounts of {count} orders at the till are not what was sent',
  },
  lines_differ: {
    zh: '有 {count} 个收银单的商品和发出的不一样',
    en: 'The lines of {count} orders at the till are not what was sent',
  },
  duplicate_at_till: {
    zh: '有 {count} 个订单在收银重复',
    en: '{count} orders are at the till more than once',
  },
  failed_at_suning: {
    zh: '有 {count} 个苏宁订单报错',
    en: 'Suning shows errors for {count} orders',
  },
  stuck: {
    zh: '有 {count} 个订单停住不动',
    en: '{count} orders do not move',
  },
  unconfirmed: {
    zh: '有 {count} 个订单没有按时重新读取',
    en: '{count} orders were not fetched again in time',
  },
  hour_differs: {
    zh: '有 {count} 个小时和已上报的不一样',
    en: '{count} hours are not what is reported',
  },
  tickets_differ: {
    zh: '有 {count} 个小时的小票和已上报的不一样',
    en: 'The tickets of {count} hours are not what is reported',
  },
  unknown_value: {
    zh: '有 {count} 个值不认识',
    en: '{count} values are not known',
  },
  unknown_store: {
    zh: '有 {count} 个门店代码没有对应的门店',
    en: '{count} stores are not there',
  },
} as const satisfies Readonly<Record<string, WordText>>;

const TEXTS: Readonly<Record<string, WordText>> = INCIDENT_TEXTS;

interface Told {
  readonly rule: string;
  readonly account: string;
  readonly count: number;
  readonly since: Date;
}

/** The sentence of an incident. A rule that is not in the table, of another version, speaks for itself. */
export function incidentText({ rule, account, count, since }: Told): WordText {
  const { zh, en } = (Object.hasOwn(TEXTS, rule) ? TEXTS[rule] : undefined) ?? {
    zh: `${rule} {count}`,
    en: `${rule} {count}`,
  };
  const at = evidenceText('sinceAt', since.toISOString(), 'en');
  const told = (text: string): string => text.replace('{count}', () => String(count));
  return { zh: `${account}：${told(zh)}（从 ${at} 起）`, en: `${account}: ${told(en)} (since ${at})` };
}
