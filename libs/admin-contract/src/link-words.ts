import { type WordText, wordOf } from './flag-words.js';

/** Why two legs may be one order. */
export const SIGN_TEXTS = {
  declared_number: { zh: '一方报出了另一方的单号', en: 'one names the number of the other' },
  phone: { zh: '电话相同', en: 'the phone is the same' },
  amount: { zh: '金额相同', en: 'the amount is the same' },
  time: { zh: '下单时间相差不到十分钟', en: 'they were placed within ten minutes' },
  pickup_number: { zh: '同一天的取餐号相同', en: 'the number that is called out is the same on that day' },
} as const satisfies Readonly<Record<string, WordText>>;

/** What speaks against it. */
export const CONTRADICTION_TEXTS = {
  store: { zh: '门店不同', en: 'the stores differ' },
  amount: { zh: '金额不同', en: 'the amounts differ' },
  time: { zh: '下单时间相差超过三十六小时', en: 'they were placed more than 36 hours apart' },
} as const satisfies Readonly<Record<string, WordText>>;

const ALIKE: WordText = { zh: '还有别的订单一样像', en: 'another order is as likely' };

interface Suggested {
  readonly reasons: readonly string[];
  readonly contradicts: readonly string[];
  readonly isAlike: boolean;
}

/** The sentence of a suggestion. A word that is not in the tables, of another version, speaks for itself. */
export function suggestionText({ reasons, contradicts, isAlike }: Suggested): WordText {
  const why = reasons.map((code) => wordOf(SIGN_TEXTS, code));
  const against = [
    ...contradicts.map((code) => wordOf(CONTRADICTION_TEXTS, code)),
    ...(isAlike ? [ALIKE] : []),
  ];
  const listed = (language: keyof WordText, words: readonly WordText[]): string =>
    words.map((word) => word[language]).join(language === 'zh' ? '、' : ', ');
  const but = { zh: against.length === 0 ? '' : '；但', en: against.length === 0 ? '' : '; but ' };
  return {
    zh: `可能是同一个订单：${listed('zh', why)}${but.zh}${listed('zh', against)}`,
    en: `They may be one order: ${listed('en', why)}${but.en}${listed('en', against)}`,
  };
}
