import type { WordText } from './flag-words.js';

type Words = Readonly<Record<string, WordText>>;

/** Of the account or its vendor, whatever was tried. */
export const ACCOUNT_ADVICE = {
  invalid_config: {
    zh: '到账号页改正设置。改好以后会自己再试。',
    en: 'Correct the settings of the account. It is then tried again by itself.',
  },
  invalid_binding: {
    zh: '到账号页改正门店绑定里的对方门店编号。改好以后会自己再试。',
    en: 'Correct the id of the store in the bindings of the account. It is then tried again by itself.',
  },
  auth_failed: {
    zh: '到账号页换上有效的密钥，再点“测试”。改好以后会自己再试。',
    en: 'Put valid keys into the account and test it. It is then tried again by itself.',
  },
  invalid_signature: {
    zh: '检查账号的密钥，再看这台服务器的时钟准不准。',
    en: 'Look at the keys of the account, and whether the clock of this server is right.',
  },
  rate_limited: { zh: '不用管：慢一点会自己再试。', en: 'Nothing to do: it is tried again, more slowly.' },
  quota_exhausted: {
    zh: '调用次数用完了。到下一期会自己再试；急的话向对方加次数。',
    en: 'No calls are left. It is tried again in the next period; if that is too late, ask the vendor for more calls.',
  },
  unavailable: {
    zh: '对方恢复以后会自己再试。一直不好就联系对方。',
    en: 'It is tried again by itself once the vendor is back. If that takes long, call the vendor.',
  },
  invalid_response: {
    zh: '对方的回答变了样。把下面的话告诉管理员；修好以后再重做。',
    en: 'The vendor answers otherwise than it did. Tell the sentence below to your administrator; once it is mended, do it again.',
  },
  unsupported: {
    zh: '对方做不到这件事，再试也一样。请到对方那边手工办。',
    en: 'The vendor cannot do that, however often it is tried. Do it there by hand.',
  },
  internal: {
    zh: '是我们自己的错。把下面的话告诉管理员；修好以后再重做。',
    en: 'It is an error of ours. Tell the sentence below to your administrator; once it is mended, do it again.',
  },
  paused: { zh: '账号恢复以后会自己继续。', en: 'It goes on by itself once the account is resumed.' },
} as const satisfies Words;

const CORRECTED_BY_SENDER = {
  zh: '请发送方改好，用同一个编号再发一次。收到好的，这一条就自己结束。',
  en: 'The sender must correct it and send it again under the same id. Once a good one comes, this one ends by itself.',
} as const;

export const DELIVERY_ADVICE = {
  ...ACCOUNT_ADVICE,
  ...{ unsigned: CORRECTED_BY_SENDER, bad_id: CORRECTED_BY_SENDER, bad_timestamp: CORRECTED_BY_SENDER },
  ...{ bad_signature: CORRECTED_BY_SENDER, stale: CORRECTED_BY_SENDER },
  ...{ unsupported_encoding: CORRECTED_BY_SENDER, too_large: CORRECTED_BY_SENDER },
  ...{ not_json: CORRECTED_BY_SENDER, too_deep: CORRECTED_BY_SENDER, duplicate_key: CORRECTED_BY_SENDER },
  ...{ forbidden_key: CORRECTED_BY_SENDER, invalid_document: CORRECTED_BY_SENDER },
  rejected: {
    zh: '对方拒绝了。看下面对方的话，改好原因以后重新处理。',
    en: 'The vendor refused it. Read below what it says; once the reason is gone, replay it.',
  },
  duplicate: {
    zh: '对方说已经有了，一般不用管。',
    en: 'The vendor has it already: most often nothing is to be done.',
  },
  outcome_unknown: {
    zh: '没有收到答复。可以重新处理：重复的内容不会记两次。',
    en: 'No answer came. Replay it: what is said twice is never recorded twice.',
  },
  conflict: {
    zh: '先到的那一条有效，这一条没有处理。请发送方给每条消息用不同的编号。',
    en: 'The one that came first counts, and this one was not worked off. The sender must give each message an id of its own.',
  },
  contradicts: {
    zh: '看下面两个订单，再决定：是同一个、是另一个，还是丢弃。',
    en: 'Look at both orders below and decide: it is the same one, another one, or to be discarded.',
  },
  not_found: {
    zh: '到对方后台看有没有这个订单。有就重新处理，没有就不用管。',
    en: 'Look for the order at the vendor. If it is there, replay this; if not, nothing is to be done.',
  },
  not_read: {
    zh: '它不是订单消息，不用管。',
    en: 'It is not about an order: nothing is to be done.',
  },
} as const satisfies Words;

const LOOK_AND_SEND = {
  zh: '看一看订单。没有问题就发送，不要了就撤下。',
  en: 'Look at the order. Send it if all is well, or take it back.',
} as const;
const OVER = {
  zh: '它已经结束。还要办的话，可以再发送。',
  en: 'It is over. If it is wanted after all, it can be sent again.',
} as const;

export const DISPATCH_ADVICE = {
  ...ACCOUNT_ADVICE,
  ...{ cancelled_at_till: LOOK_AND_SEND, reopened: LOOK_AND_SEND, too_old: LOOK_AND_SEND },
  ...{ mixed_payment: LOOK_AND_SEND, unknown_word: LOOK_AND_SEND },
  ...{ taken_back: OVER, not_wanted: OVER, at_a_till: OVER, placed_otherwise: OVER, order_moved: OVER },
  ...{ linked_anew: OVER, order_unpaid: OVER, order_refunded: OVER, order_cancelled: OVER },
  ...{ order_completed: OVER, till_completed: OVER, till_cancelled: OVER },
  rejected: {
    zh: '收银拒绝了。看下面收银的话，改好原因以后再发送。',
    en: 'The till refused it. Read below what it says; once the reason is gone, send it again.',
  },
  duplicate: {
    zh: '到收银看：有这个订单，就填上单号。',
    en: 'Look at the till: if the order is there, give its number.',
  },
  outcome_unknown: {
    zh: '我们会去收银查。等不及就自己看：有就填单号，没有就说没有，会再发。',
    en: 'We look for it at the till. If you cannot wait, look yourself: give its number, or say that it is not there.',
  },
  maybe_placed: {
    zh: '到收银看：有就填单号；没有就说没有，会再发；不要了就撤下。',
    en: 'Look at the till: give its number, say that it is not there, or take it back.',
  },
  amounts_disagree: {
    zh: '订单的几个金额对不上。看清实付是多少，再发送或者更正订单。',
    en: 'Amounts of the order disagree. Find out what was paid; then send it, or correct the order.',
  },
  member_missing: {
    zh: '会员支付的订单没有会员号。到收银手工下单，再填单号。',
    en: 'The order is paid by a member that nobody names. Ring it up at the till by hand and give its number.',
  },
  no_items: {
    zh: '订单没有商品。等来源补上，或者撤下。',
    en: 'The order has no items. Wait until they come, or take it back.',
  },
  no_sale_amount: {
    zh: '没有实付金额。等来源补上，或者更正订单。',
    en: 'Nobody says what was paid. Wait until somebody does, or correct the order.',
  },
  not_bound: {
    zh: '到账号页把门店绑到这个收银，再发送。',
    en: 'Bind the store to this till at the account, then send it.',
  },
  not_placeable: {
    zh: '收银收不了这样的订单。手工下单再填单号，或者撤下。',
    en: 'The till takes no such order. Ring it up by hand and give its number, or take it back.',
  },
  not_taken: {
    zh: '发了几次收银都没有收下。看收银是不是正常，再发送。',
    en: 'The till did not take it in several rounds. See whether the till is well, then send it.',
  },
  switched_off: {
    zh: '账号的下单关着。到账号页打开，或者只发送这一个。',
    en: 'Placing is switched off at the account. Switch it on there, or send this one alone.',
  },
  unmapped_item: {
    zh: '到账号页给下面的商品配上收银的商品。配好以后会自己发送。',
    en: 'Map the items below to products of the till at the account. It is then sent by itself.',
  },
} as const satisfies Words;

const TABLES: Readonly<Record<'delivery' | 'dispatch', Words>> = {
  delivery: DELIVERY_ADVICE,
  dispatch: DISPATCH_ADVICE,
};

/** What a person can do about it, by its `errorCode`; undefined for one of another version. */
export function causeAdvice(kind: 'delivery' | 'dispatch', code: string): WordText | undefined {
  const words = TABLES[kind];
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
