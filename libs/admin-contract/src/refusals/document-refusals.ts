import type { WordText } from '../flag-words.js';

/** What is wrong with a field of an order document, in words that follow its name and say what it must be. */
export const DOCUMENT_REFUSALS = {
  instant_is_none: { zh: '没有这样的日期或时间', en: 'is no such date or time' },
  instant_in_other_unit: {
    zh: '单位是{{timeUnit}}；必须是 1970 年以来的毫秒数',
    en: 'is in {{timeUnit}}; it must be in milliseconds since 1970',
  },
  instant_without_offset: {
    zh: '必须写明和 UTC 的时差：Z，或 +08:00 这样',
    en: 'must say its offset from UTC: Z, or such as +08:00',
  },
  must_be_decimal_text: {
    zh: '必须是写成文字的小数，例如 "1.250"',
    en: 'must be decimal text such as "1.250"',
  },
  must_be_milliseconds_or_text: {
    zh: '必须是 1970 年以来的毫秒数，或 2026-01-31T08:00:00+08:00 这样的文字',
    en: 'must be epoch milliseconds, or text such as 2026-01-31T08:00:00+08:00',
  },
  must_be_storable_text: {
    zh: '不能有 U+0000，也不能有半个字符（不成对的代理项）',
    en: 'must not contain U+0000 or half a surrogate pair',
  },
  must_be_whole_fen: {
    zh: '必须是整数分，写成 JSON 整数：25.00 元是 2500',
    en: 'must be whole fen, as a JSON integer: 25.00 yuan are 2500',
  },
  must_be_whole_milliseconds: { zh: '必须是整数毫秒', en: 'must be whole milliseconds' },
  must_not_be_below_zero: { zh: '不能小于 0', en: 'must not be below 0' },
  must_not_be_beyond_fen: { zh: '不能超过 {{most}} 分', en: 'must not be beyond {{most}} fen' },
  paid_needs_pay_time: {
    zh: 'payment 是 "paid" 时必须填写',
    en: 'is required when payment is "paid"',
  },
} as const satisfies Readonly<Record<string, WordText>>;
