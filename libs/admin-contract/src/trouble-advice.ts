import { ACCOUNT_ADVICE, DELIVERY_ADVICE } from './cause-advice.js';
import type { WordText } from './flag-words.js';

type Words = Readonly<Record<string, WordText>>;

const TRIED_AGAIN = {
  zh: '会自己一直重试；一天还不好，请告诉管理员。',
  en: 'It is tried again by itself; if it lasts for a day, tell your administrator.',
} as const;
const ASK_SENDER = {
  zh: '请发送方检查密钥、时钟和发送的格式，再发一次。',
  en: 'The sender must look at its key, its clock and the form of what it sends, and send it again.',
} as const;
const SEE_WHY = {
  zh: '看清原因，再批准一次，或忽略这个差异。',
  en: 'See why; then approve it once more, or dismiss the difference.',
} as const;

/** What a person can do about a trouble of an account, by the list that shows it. What is not here says it itself. */
const ADVICE: Readonly<Record<string, Words>> = {
  windows: {
    ...ACCOUNT_ADVICE,
    unread_rows: {
      zh: '看是哪些订单，到对方后台核对；不要紧的就忽略。',
      en: 'See which orders they are and look at them at the vendor; dismiss what does not matter.',
    },
    ...{ too_many_pages: TRIED_AGAIN, repeated_cursor: TRIED_AGAIN, repeated_page: TRIED_AGAIN },
    ...{ rows_keep_moving: TRIED_AGAIN, window_too_large: TRIED_AGAIN, not_whole: TRIED_AGAIN },
    ...{ rejected: TRIED_AGAIN, duplicate: TRIED_AGAIN, outcome_unknown: TRIED_AGAIN },
  },
  deliveries: {
    ...DELIVERY_ADVICE,
    ...{ unsigned: ASK_SENDER, bad_timestamp: ASK_SENDER, bad_signature: ASK_SENDER, stale: ASK_SENDER },
    malformed: ASK_SENDER,
    contradicts: {
      zh: '看两个订单，再决定：是同一个、是另一个，还是丢弃。',
      en: 'Look at both orders and decide: it is the same one, another one, or to be discarded.',
    },
    refused_not_kept: {
      zh: '请发送方先停下来改好，再重新发。',
      en: 'The sender must stop, correct them, and send them again.',
    },
  },
  refreshes: { ...ACCOUNT_ADVICE, outcome_unknown: TRIED_AGAIN },
  dispatches: {
    ...ACCOUNT_ADVICE,
    outcome_unknown: {
      zh: '到收银看：有就填单号，没有就说没有，会再发。',
      en: 'Look at the till: give the order’s number, or say that it is not there and it is sent again.',
    },
  },
  submissions: {
    ...ACCOUNT_ADVICE,
    outcome_unknown: TRIED_AGAIN,
    unconfirmed: {
      zh: '到对方系统里看这些小时，再打开它们按“再上报”。',
      en: 'Look at these hours at the vendor; then open them and report them again.',
    },
  },
  orders: {
    no_store: {
      zh: '给账号绑定门店，绑好会自己归店。',
      en: 'Bind the account to its store: the orders then go there by themselves.',
    },
    unknown_store: {
      zh: '建好这个编码的门店，或请发送方改正编码。',
      en: 'Make a store of that code, or let the sender correct the code.',
    },
    counted_otherwise: {
      zh: '看一看这些订单，没有问题就按“看过了”。',
      en: 'Look at these orders; where all is well, say that they are seen.',
    },
  },
  repairs: { failed: SEE_WHY, mended_nothing: SEE_WHY },
};

const START_AGAIN: WordText = {
  zh: '看清原因，再恢复自动修复。',
  en: 'See why; then start them again.',
};

/** Undefined where the trouble itself says it, and of a code of another version. */
export function troubleAdvice(list: string, code: string): WordText | undefined {
  if (list === 'brakes') return START_AGAIN;
  const words = Object.hasOwn(ADVICE, list) ? (ADVICE[list] ?? {}) : {};
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
