import { DELIVERY_ERROR_TEXTS, FAULT_TEXTS, UNVERIFIED_TEXTS } from './error-texts.js';
import { type WordText, wordOf } from './flag-words.js';
import { HOUR_TROUBLE_TEXTS, HOUR_WAIT_TEXTS } from './hour-words.js';
import { JOB_TROUBLE_TEXTS } from './job-words.js';
import { STOP_WORDS } from './stop-words.js';
import { WINDOW_FAULT_TEXTS } from './window-words.js';

type Words = Readonly<Record<string, WordText>>;

/** In which list a trouble of an account is. */
export const TROUBLE_LIST_WORDS = {
  windows: { zh: '时间窗', en: 'windows' },
  deliveries: { zh: '推送', en: 'deliveries' },
  refreshes: { zh: '补查', en: 'open orders to fetch' },
  dispatches: { zh: '下发', en: 'commands' },
  submissions: { zh: '上报', en: 'reports' },
  hours: { zh: '小时', en: 'hours' },
  jobs: { zh: '任务', en: 'jobs' },
  orders: { zh: '订单', en: 'orders' },
  brakes: { zh: '自动修复', en: 'automatic repairs' },
  repairs: { zh: '修复', en: 'repairs' },
} as const satisfies Words;

const { stream_gone: _wanted, ...WINDOW_FAULTS } = WINDOW_FAULT_TEXTS;
const { settling: _settling, ...HOUR_WAITS } = HOUR_WAIT_TEXTS;

/** What the account or its vendor is to blame for, whatever was tried. */
const OF_ACCOUNTS = {
  invalid_config: FAULT_TEXTS.invalid_config,
  auth_failed: FAULT_TEXTS.auth_failed,
  invalid_signature: FAULT_TEXTS.invalid_signature,
  rate_limited: FAULT_TEXTS.rate_limited,
  quota_exhausted: FAULT_TEXTS.quota_exhausted,
  unavailable: FAULT_TEXTS.unavailable,
  invalid_response: FAULT_TEXTS.invalid_response,
  outcome_unknown: FAULT_TEXTS.outcome_unknown,
} as const satisfies Words;

/** What makes an account unwell, by the list that shows it. */
export const TROUBLE_TEXTS = {
  windows: {
    ...WINDOW_FAULTS,
    ...FAULT_TEXTS,
    unread_rows: { zh: '有行读不懂', en: 'rows that nobody could read' },
  },
  deliveries: {
    ...OF_ACCOUNTS,
    ...UNVERIFIED_TEXTS,
    contradicts: DELIVERY_ERROR_TEXTS.contradicts,
    refused_not_kept: {
      zh: '拒收太多，没有全部留下',
      en: 'so many were refused that not all were kept',
    },
  },
  refreshes: OF_ACCOUNTS,
  dispatches: OF_ACCOUNTS,
  submissions: {
    ...OF_ACCOUNTS,
    invalid_binding: FAULT_TEXTS.invalid_binding,
    unconfirmed: { zh: '不知道对方有没有收到', en: 'whether they arrived is not known' },
  },
  hours: {
    ...HOUR_WAITS,
    ...HOUR_TROUBLE_TEXTS,
  },
  jobs: JOB_TROUBLE_TEXTS,
  orders: {
    no_store: { zh: '不属于任何门店', en: 'they belong to no store' },
    unknown_store: { zh: '没有对应的门店', en: 'they name a store that is not there' },
    counted_otherwise: { zh: '计入的和已知的不一样', en: 'they count otherwise than what is known of them' },
  },
  brakes: STOP_WORDS,
  repairs: {
    failed: { zh: '没有做成', en: 'they have failed' },
    mended_nothing: { zh: '做了没有效果', en: 'they have mended nothing' },
  },
} as const satisfies Readonly<Record<keyof typeof TROUBLE_LIST_WORDS, Words>>;

const TEXTS: Readonly<Record<string, Words>> = TROUBLE_TEXTS;

/** What a trouble is called in its list. What is not in the table, of another version, speaks for itself. */
export const troubleText = (list: string, code: string): WordText =>
  wordOf((Object.hasOwn(TEXTS, list) ? TEXTS[list] : undefined) ?? {}, code);
