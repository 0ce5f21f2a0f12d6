/** A word of ours in the languages that people read; the parameter itself stays the word. */
export interface WordText {
  readonly zh: string;
  readonly en: string;
}

/** A word of a table. One that is not in it, of a hub of another version, speaks for itself. */
export const wordOf = (words: Readonly<Record<string, WordText>>, word: string): WordText =>
  (Object.hasOwn(words, word) ? words[word] : undefined) ?? { zh: word, en: word };

/** Why a command to a till is held. */
export const HELD_REASONS = {
  amounts_disagree: { zh: '金额对不上', en: 'its amounts disagree' },
  cancelled_at_till: {
    zh: '收银取消了它，来源没有取消',
    en: 'it was cancelled at the till, and not where it comes from',
  },
  maybe_placed: { zh: '收银可能已经有这个订单', en: 'the till may have it already' },
  member_missing: { zh: '会员支付，但没有会员号', en: 'it is paid by a member, and no member is named' },
  mixed_payment: { zh: '分几种方式付款', en: 'it was paid in several ways' },
  no_items: { zh: '没有商品', en: 'it has no items' },
  no_sale_amount: { zh: '没有实付金额', en: 'nobody says what was paid' },
  not_bound: { zh: '门店没有绑定这个收银', en: 'its store is not bound to the till' },
  not_placeable: { zh: '收银收不了这样的订单', en: 'the till takes no such order' },
  not_taken: { zh: '发了几次，收银都没有收下', en: 'the till did not take it in several rounds' },
  reopened: { zh: '取消以后又恢复了', en: 'it was cancelled, and is alive again' },
  switched_off: { zh: '下单已关闭', en: 'placing was switched off' },
  too_old: { zh: '付款太久了', en: 'it was paid too long ago' },
  unknown_word: { zh: '有不认识的状态', en: 'a state of it is not known' },
  unmapped_item: { zh: '有商品没有对应收银的商品', en: 'an item is mapped to no product of the till' },
} as const satisfies Readonly<Record<string, WordText>>;

export const COMMANDS = {
  cancel: { zh: '取消', en: 'cancel' },
  complete: { zh: '完成', en: 'complete' },
  place: { zh: '下单', en: 'place' },
  ship: { zh: '发货', en: 'ship' },
} as const satisfies Readonly<Record<string, WordText>>;

/** What may be another at the till; each begins a part of the parameter. */
export const FACTS = {
  contact: { zh: '顾客', en: 'customer' },
  discount: { zh: '优惠', en: 'discount' },
  freight: { zh: '运费', en: 'freight' },
  lines: { zh: '商品', en: 'items' },
  packaging: { zh: '包装费', en: 'packaging' },
  rounding: { zh: '抹零', en: 'rounding' },
  sale: { zh: '实付', en: 'sale' },
  service: { zh: '交付方式', en: 'way of handing over' },
  /** The same word before its amounts. */
  service_charge: { zh: '服务费', en: 'service charge' },
  store: { zh: '门店', en: 'store' },
} as const satisfies Readonly<Record<string, WordText>>;

/** The same as a difference names them. */
export const DIFFERENCE_TEXTS = {
  saleFen: FACTS.sale,
  discountFen: FACTS.discount,
  freightFen: FACTS.freight,
  packagingFen: FACTS.packaging,
  serviceFen: FACTS.service_charge,
  roundingFen: FACTS.rounding,
  ...{ lines: FACTS.lines, service: FACTS.service, contact: FACTS.contact, store: FACTS.store },
} as const satisfies Readonly<Record<string, WordText>>;

type Words = Readonly<Record<string, WordText>>;
type Language = keyof WordText;

const WHOLE: Readonly<Record<string, Words>> = { dispatch_held: HELD_REASONS, dispatch_failed: COMMANDS };

/** A parameter of a flag as a person reads it; what is no word of ours stands as it is. */
export function paramText(code: string, param: string, language: Language): string {
  if (code === 'till_differs') return factsText(param, language);
  return wordText(Object.hasOwn(WHOLE, code) ? (WHOLE[code] ?? {}) : {}, param, language);
}

const wordText = (words: Words, word: string, language: Language): string =>
  Object.hasOwn(words, word) ? (words[word]?.[language] ?? word) : word;

/** `sale 25.00 → 30.00, lines`: the first word of each part is ours. */
const factsText = (facts: string, language: Language): string =>
  facts
    .split(', ')
    .map((part) => factText(part, language))
    .join(language === 'zh' ? '，' : ', ');

const factText = (part: string, language: Language): string =>
  part.replace(/^service(?= )/, 'service_charge').replace(/^\w+/, (word) => wordText(FACTS, word, language));

const OF_ORDER: WordText = {
  zh: '可以发送（release）、不再下单（withdrawn），或填上收银的单号（placed）',
  en: 'It can be released, withdrawn, or said to be placed there under a number',
};
const OF_MOVE: WordText = {
  zh: '可以再发（release）、撤下（withdrawn），或说明收银那边已经办好（reached）',
  en: 'It can be released, withdrawn, or said to be reached there',
};
const MAYBE_THERE: WordText = {
  zh: '请看收银：有就填单号（placed），没有就重发（absent），不要了就撤下（withdrawn）',
  en: 'Look at the till: it is there (placed, with its number), is not (absent), or is not wanted (withdrawn)',
};
const UNKNOWN: WordText = {
  zh: '请看收银：有就填单号（placed），没有就重发（absent）',
  en: 'Look at the till: it is there (placed, with its number), or is not (absent)',
};

/**
 * What a person can do about what is flagged, by the words that the dispatch takes; undefined where it is no command.
 */
export function waysText(code: string, param: string | undefined): WordText | undefined {
  if (code === 'dispatch_held') return param === 'maybe_placed' ? MAYBE_THERE : OF_ORDER;
  if (code === 'dispatch_failed') return param === 'place' ? OF_ORDER : OF_MOVE;
  return code === 'dispatch_unknown' ? UNKNOWN : undefined;
}
