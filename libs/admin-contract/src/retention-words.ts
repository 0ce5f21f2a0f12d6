import type { WordText } from './flag-words.js';

type Words = Readonly<Record<string, WordText>>;

/** What is kept for a while, by one setting. */
export const RETENTION_KIND_TEXTS = {
  raw: { zh: '推送和应答的原文', en: 'deliveries and answers as they came' },
  refusals: { zh: '拒收的推送', en: 'refused deliveries' },
  contacts: { zh: '顾客的联系方式', en: 'contacts of customers' },
  attempts: { zh: '下单和上报的每次尝试', en: 'attempts of commands and reports' },
  calls: { zh: '接口调用次数', en: 'counts of calls' },
  entries: { zh: '订单的历史', en: 'the history of orders' },
} as const satisfies Words;

/** From when the days of a kind are counted. */
export const RETENTION_SINCE_TEXTS = {
  raw: { zh: '从收到起', en: 'from when they came' },
  refusals: { zh: '从收到起', en: 'from when they came' },
  contacts: { zh: '从订单最后一次变化起', en: 'from the last change of the order' },
  attempts: { zh: '从尝试起', en: 'from the attempt' },
  calls: { zh: '从那一期结束起', en: 'from the end of the period' },
  entries: { zh: '从记录起', en: 'from when it was recorded' },
} as const satisfies Readonly<Record<keyof typeof RETENTION_KIND_TEXTS, WordText>>;

/** Why a month stays, and what ends that. */
export const RETENTION_HOLD_TEXTS = {
  pending: {
    zh: '有推送还没有处理：处理完就会删除',
    en: 'deliveries are not worked off yet: it goes once they are',
  },
  contradicts: {
    zh: '有推送和订单矛盾，等人决定：在“推送”页处理',
    en: 'deliveries contradict an order and wait for a person: decide them on the page Deliveries',
  },
  failed: {
    zh: '有推送没有处理成，它说的订单后来也没有读到：在“推送”页重放或丢弃',
    en: 'deliveries failed, and nothing was heard since of their orders: replay or discard them on the page Deliveries',
  },
  refused: {
    zh: '有拒收的推送还在提醒：一天以内就会结束',
    en: 'refused deliveries still tell: that ends within a day',
  },
  open_command: {
    zh: '有下到收银的命令没有结束：在“下发”页处理',
    en: 'commands to tills have not come to their end: see to them on the page Dispatches',
  },
  open_report: {
    zh: '有上报没有结束：在“销售”页看',
    en: 'reports have not come to their end: see the page Sales',
  },
  refold: {
    zh: '升级后的重算正在读它：算完就会删除',
    en: 'an upgrade’s job reads it: it goes once that is done',
  },
} as const satisfies Words;
