import type { AfterSaleState, FulfilmentState, PaymentState, Stated } from '#domain/order-status.js';

type Known<S> = Exclude<S, 'unknown'>;
type Spellings<S extends string> = Readonly<Record<Known<S>, readonly string[]>>;

const PARTLY_REFUNDED = ['partlyrefunded', 'partiallyrefunded', 'partialrefund', '部分退款'];

/**
 * Spellings beside the states' own names that can mean nothing else, in the form of `plain`. A word that different
 * shops mean differently is in no table: "closed" is a cancelled order here and a settled one there.
 */
const PAYMENT: Spellings<PaymentState> = {
  unpaid: ['notpaid', '未付款', '未支付', '待付款', '待支付'],
  // Some of what was paid went back: the after-sale says so.
  paid: ['已付款', '已支付', ...PARTLY_REFUNDED],
  refunded: ['refund', 'fullyrefunded', '已退款'],
};

const FULFILMENT: Spellings<FulfilmentState> = {
  created: ['create'],
  accepted: ['accept', '已接单'],
  preparing: ['prepare', '制作中'],
  ready: [],
  shipped: ['ship', '已发货'],
  completed: ['complete', '已完成'],
  cancelled: ['canceled', 'cancel', '已取消'],
};

const AFTER_SALE: Spellings<AfterSaleState> = {
  none: [],
  requested: ['request', 'refundrequested'],
  rejected: ['reject', 'refundrejected'],
  partly_refunded: PARTLY_REFUNDED,
  refunded: ['refund', 'fullyrefunded', '已退款'],
};

/** Case, width, spaces, hyphens and underscores tell no words apart. */
const plain = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

/** Every spelling that is taken, with its state. */
const tableOf = <S extends string>(spellings: Spellings<S>): ReadonlyMap<string, Known<S>> =>
  new Map(
    (Object.entries(spellings) as [Known<S>, readonly string[]][]).flatMap(([state, others]) =>
      [plain(state), ...others].map((spelling): [string, Known<S>] => [spelling, state]),
    ),
  );

/** The state of a word, and the word; one that stands in no table is for a person to look at. */
const reader = <S extends string>(spellings: Spellings<S>) => {
  const table = tableOf(spellings);
  return (word: string): Stated<S | 'unknown'> => {
    const state = table.get(plain(word));
    return state === undefined ? { state: 'unknown', raw: word, ofOurFormat: true } : { state, raw: word };
  };
};

export const paymentOf = reader<PaymentState>(PAYMENT);
export const fulfilmentOf = reader<FulfilmentState>(FULFILMENT);
export const afterSaleOf = reader<AfterSaleState>(AFTER_SALE);

/** A word for the payment that says an after-sale state as well. */
export const saysPartlyRefunded = (payment: string): boolean => PARTLY_REFUNDED.includes(plain(payment));
