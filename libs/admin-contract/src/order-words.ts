import { STEPS } from './discrepancy-words.js';
import type { WordText } from './flag-words.js';
import type { ORDER_STATUSES } from './order-states.js';

/** What an order is in one word. */
export const ORDER_STATUS_TEXTS = {
  unpaid: { zh: '未付款', en: 'not paid' },
  paid: { zh: '已付款', en: 'paid' },
  accepted: { zh: '已接单', en: 'accepted' },
  preparing: { zh: '制作中', en: 'being prepared' },
  ready: { zh: '待取', en: 'ready' },
  shipped: { zh: '已发货', en: 'shipped' },
  completed: { zh: '已完成', en: 'completed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  refunded: { zh: '已退款', en: 'refunded' },
  unknown: { zh: '不认识的状态', en: 'in a state that is not known' },
} as const satisfies Readonly<Record<(typeof ORDER_STATUSES)[number], WordText>>;

/** The groups of what is said of an order, of which a statement may change some. */
export const ENTRY_GROUP_TEXTS = {
  placement: { zh: '下单', en: 'placing' },
  payment: { zh: '付款', en: 'payment' },
  fulfilment: { zh: '进度', en: 'fulfilment' },
  afterSale: { zh: '售后', en: 'after-sale' },
  amounts: { zh: '金额', en: 'amounts' },
  service: { zh: '交付方式', en: 'way of handing over' },
  lines: { zh: '商品', en: 'items' },
  contact: { zh: '顾客资料', en: 'customer' },
} as const satisfies Readonly<Record<string, WordText>>;

export const AFTER_SALE_TEXTS = {
  none: { zh: '无', en: 'none' },
  requested: { zh: '申请退款', en: 'asked for' },
  partly_refunded: { zh: '部分退款', en: 'partly refunded' },
  refunded: { zh: '全部退款', en: 'refunded' },
  rejected: { zh: '拒绝退款', en: 'refused' },
  unknown: { zh: '不认识的状态', en: 'in a state that is not known' },
} as const satisfies Readonly<Record<string, WordText>>;

/** How an order is handed over. */
export const SERVICE_TEXTS = {
  delivery: { zh: '配送', en: 'delivery' },
  pickup: { zh: '自取', en: 'to be picked up' },
  dine_in: { zh: '堂食', en: 'eaten there' },
} as const satisfies Readonly<Record<string, WordText>>;

/** Beside the legs that are shown, where others are masked. */
export const MASKED_LEGS_TEXT: WordText = {
  zh: '这个订单还有其他门店的单据：您看不到那些门店，所以这里不显示。',
  en: 'Other stores have legs of this order too. You do not see those stores, so they are not shown.',
};

const STATES: Readonly<Record<string, Readonly<Record<string, WordText>>>> = {
  status: ORDER_STATUS_TEXTS,
  payment: STEPS,
  fulfilment: STEPS,
  afterSale: AFTER_SALE_TEXTS,
  service: SERVICE_TEXTS,
};

/** A state of an order or a leg. One that is not in the table, of another version, speaks for itself. */
export function orderWord(
  of: 'status' | 'payment' | 'fulfilment' | 'afterSale' | 'service',
  word: string,
): WordText {
  const texts = STATES[of] ?? {};
  return (Object.hasOwn(texts, word) ? texts[word] : undefined) ?? { zh: word, en: word };
}
