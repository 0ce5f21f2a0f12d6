import type { WordText } from '../flag-words.js';

/** Of erasing a person, and of handing out what is kept of one. */
export const PRIVACY_REFUSALS = {
  give_phone_or_order: {
    zh: '必须填写 phone 或 orderId，只能填一个',
    en: 'must be given as phone or as orderId, and not as both',
  },
  is_no_erasure: { zh: '这不是一次删除', en: 'is no erasure' },
  not_whole_phone: {
    zh: '必须是完整的电话号码（7 到 20 位数字）',
    en: 'must be a whole phone number, of 7 to 20 digits',
  },
  person_of_too_many_orders: {
    zh: '超过 {{most}} 张单：这不会是一个人，请按订单来',
    en: 'more than {{most}} legs: that is no one person, so name an order instead',
  },
  reason_shows_phone: {
    zh: '里面有电话号码：原因会一直保存，不能写出是谁',
    en: 'shows a phone number: the reason is kept for ever, and must not say who it is',
  },
} as const satisfies Readonly<Record<string, WordText>>;
