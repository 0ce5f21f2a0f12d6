import type { WordText } from './flag-words.js';
import { HOUR_STATE_TEXTS, HOUR_WAIT_TEXTS } from './hour-words.js';

/** Where an order stands, as the evidence of a discrepancy names it. */
export const STEPS = {
  created: { zh: '已下单', en: 'placed' },
  accepted: { zh: '已接单', en: 'accepted' },
  preparing: { zh: '制作中', en: 'being prepared' },
  ready: { zh: '待取', en: 'ready' },
  shipped: { zh: '已发货', en: 'shipped' },
  completed: { zh: '已完成', en: 'completed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  refunded: { zh: '已退款', en: 'refunded' },
  paid: { zh: '已付款', en: 'paid' },
  unpaid: { zh: '未付款', en: 'not paid' },
  unknown: { zh: '不认识的状态', en: 'in a state that is not known' },
} as const satisfies Readonly<Record<string, WordText>>;

/** What closed a discrepancy. */
export const CLOSED_BY_TEXTS = {
  agrees: { zh: '各方已经一致', en: 'the stories agree by now' },
  linked_elsewhere: { zh: '这些单据已并入另一个订单', en: 'all of it was linked to another order' },
  rule_switched_off: { zh: '账号的设定不再要求比对', en: 'by its settings the account is compared no more' },
  order_ended: { zh: '订单已经结束，不用再补', en: 'the order has ended, and nothing is to be made up for' },
} as const satisfies Readonly<Record<string, WordText>>;

const CLOSINGS: Readonly<Record<string, WordText>> = CLOSED_BY_TEXTS;

/** A code that is not in the table, of another version, speaks for itself. */
export const closedByText = (code: string): WordText =>
  (Object.hasOwn(CLOSINGS, code) ? CLOSINGS[code] : undefined) ?? { zh: code, en: code };

/** Evidence that holds words of ours; other texts are a vendor's and stand as they are. */
const WORDS: Readonly<Record<string, Readonly<Record<string, WordText>>>> = {
  fulfilment: STEPS,
  step: STEPS,
  state: { ...HOUR_STATE_TEXTS, ...HOUR_WAIT_TEXTS },
};

/** One thing of the evidence as a person reads it: money in yuan, times in China's, words of ours, the rest as it is. */
export function evidenceText(name: string, value: unknown, language: keyof WordText): string {
  if (value === null || value === undefined) return '—';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (name.endsWith('Fen') && /^-?\d+$/.test(text)) return yuan(text);
  if (name.endsWith('At')) return chinaTime(text);
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  return words !== undefined && Object.hasOwn(words, text) ? (words[text]?.[language] ?? text) : text;
}

function yuan(fen: string): string {
  const digits = fen.replace('-', '').padStart(3, '0');
  return `${fen.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const CHINA_AHEAD_MS = 8 * 3_600_000;

/** `2026-01-31 08:00`; what is no instant stands as it is. */
function chinaTime(text: string): string {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : new Date(at + CHINA_AHEAD_MS).toISOString().slice(0, 16).replace('T', ' ');
}
