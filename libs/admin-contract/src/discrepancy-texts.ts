import { evidenceText } from './discrepancy-words.js';
import type { WordText } from './flag-words.js';

/** What each rule tells a person; `{name}` stands for what the evidence holds under that name. */
export const DISCREPANCY_TEXTS = {
  missing_at_till: {
    zh: '商城订单 {storefront} 已付款 {saleFen} 元（{paidAt}），收银没有这个订单',
    en: 'The storefront’s order {storefront}, {saleFen} yuan, was paid at {paidAt} and is not at the till',
  },
  unknown_in_storefront: {
    zh: '收银单 {till}（{placedAt}，{saleFen} 元）在商城找不到来源',
    en: 'The till’s order {till} of {placedAt}, {saleFen} yuan, is of no order of the storefront',
  },
  status_differs: {
    zh: '订单 {ahead} 已经是{step}，{behind} 还是{fulfilment}',
    en: 'The order {ahead} is {step} by now, and {behind} is still {fulfilment}',
  },
  alive_after_cancel: {
    zh: '商城订单 {storefront} 已取消，收银单 {till} 还是{fulfilment}',
    en: 'The storefront has cancelled {storefront}, and the till’s order {till} is still {fulfilment}',
  },
  refunded_before_completion: {
    zh: '商城订单 {storefront} 已全部退款，收银单 {till} 还没有完成（{fulfilment}）',
    en: 'All of the storefront’s order {storefront} is refunded, and the till’s order {till} is not completed: it is {fulfilment}',
  },
  refunded_after_completion: {
    zh: '商城订单 {storefront} 在收银单 {till} 完成之后全部退款',
    en: 'All of the storefront’s order {storefront} was refunded after the till had completed {till}',
  },
  amount_differs: {
    zh: '下到收银的是 {sentFen} 元，收银单 {till} 显示 {shownFen} 元',
    en: '{sentFen} yuan were sent to the till, and its order {till} shows {shownFen} yuan',
  },
  lines_differ: {
    zh: '收银单 {till} 的商品或数量和下单时发出的不一样',
    en: 'The till’s order {till} has other products or quantities than were sent',
  },
  duplicate_at_till: {
    zh: '同一个订单在收银有 {count} 单：{till}，还有 {others}',
    en: 'The till has one order {count} times: {till}, and {others}',
  },
  failed_at_suning: {
    zh: '苏宁订单 {number} 报错：{error}',
    en: 'Suning shows an error for its order {number}: {error}',
  },
  stuck: {
    zh: '订单 {number} 从 {sinceAt} 起一直停在“{step}”',
    en: 'The order {number} has been {step} since {sinceAt} and does not move',
  },
  unconfirmed: {
    zh: '订单 {number} 从 {confirmedAt} 起没有再确认过，本应按时重新读取',
    en: 'The order {number} was last confirmed at {confirmedAt}, and should have been fetched again by now',
  },
  hour_differs: {
    zh: '{hourAt} 这一小时：已上报 {reportedFen} 元 {reported} 单，台账是 {ledgerFen} 元 {ledger} 单；{state}',
    en: 'The hour of {hourAt}: {reportedFen} yuan in {reported} orders are reported, the ledger has {ledgerFen} yuan in {ledger}; {state}',
  },
  tickets_differ: {
    zh: '{hourAt} 这一小时：万店掌的小票是 {ticketsFen} 元 {tickets} 单，已上报 {reportedFen} 元 {reported} 单',
    en: 'The hour of {hourAt}: the tickets are {ticketsFen} yuan in {tickets}, {reportedFen} yuan in {reported} orders are reported',
  },
  unknown_value: {
    zh: '{field} 的值“{value}”不认识（{count} 个订单）：请到账号页写明它的意思',
    en: 'The value "{value}" of {field} is not known (orders: {count}): say what it means on the page of the account',
  },
  unknown_store: {
    zh: '没有门店对应“{value}”（{count} 个订单）：请新建门店，或在账号的 bindings 里绑定',
    en: 'No store goes by "{value}" (orders: {count}): make the store, or bind it in the account’s bindings',
  },
} as const satisfies Readonly<Record<string, WordText>>;

const TEXTS: Readonly<Record<string, WordText>> = DISCREPANCY_TEXTS;

/** The sentence with its numbers. A rule that is not in the table, of another version, speaks for itself. */
export function discrepancyText(rule: string, evidence: Readonly<Record<string, unknown>>): WordText {
  const { zh, en } = (Object.hasOwn(TEXTS, rule) ? TEXTS[rule] : undefined) ?? { zh: rule, en: rule };
  return { zh: filled(zh, evidence, 'zh'), en: filled(en, evidence, 'en') };
}

const filled = (
  text: string,
  evidence: Readonly<Record<string, unknown>>,
  language: keyof WordText,
): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    evidenceText(name, Object.hasOwn(evidence, name) ? evidence[name] : null, language),
  );
