import type { WordText } from './flag-words.js';

/** Why a report stands where it does, and what a person can do about it. */
export const SUBMISSION_TEXTS = {
  queued: { zh: '马上就发', en: 'it is sent in a moment' },
  paused: {
    zh: '账号已暂停：恢复后自动发送',
    en: 'its account is paused: it is sent by itself once that is resumed',
  },
  account: {
    zh: '对方不认账号的设置或密钥：改好后自动发送',
    en: 'the vendor refuses the settings or keys of the account: it is sent by itself once they are right',
  },
  binding: {
    zh: '对方没有这个门店：改好门店绑定后自动发送',
    en: 'the vendor does not know the store: it is sent by itself once its binding is right',
  },
  vendor: {
    zh: '对方现在不收：会自动再发，不用处理',
    en: 'the vendor does not take it now: it is sent again by itself, nothing is to be done',
  },
  unknown: {
    zh: '可能已经到了：同样的上报会一直再发，直到对方说清楚，不用处理',
    en: 'it may have got there: the same report is sent until the vendor says so, nothing is to be done',
  },
  unconfirmed: {
    zh: '较早的上报可能晚到并盖掉了后来的数：到对方系统里看这个小时，再回到它的页面按“再上报”',
    en: 'an earlier report may have arrived late and covered a later one: look at the hour at the vendor, then report it again on its page',
  },
  conflict: {
    zh: '这个小时别人已经报过，我们没有一次可能到过：到对方系统里看；以我们的数为准就在它的页面按“再上报”，盖掉对方的数',
    en: 'somebody else has reported this hour, no report of ours can be the one: look at it at the vendor; if ours is right, report it again on its page, which covers it',
  },
  superseded: {
    zh: '后来的修订版代替了它',
    en: 'a later revision of the hour takes its place',
  },
  unbound: {
    zh: '门店不再向这个账号上报：绑定后在这个小时的页面按“再上报”',
    en: 'the store is no longer reported to this account: bind it, then report the hour again on its page',
  },
  refused: {
    zh: '对方拒收，不会再发：改好原因后在这个小时的页面按“再上报”',
    en: 'the vendor refused it for good: correct what it says, then report the hour again on its page',
  },
} as const satisfies Readonly<Record<string, WordText>>;

type Standing = keyof typeof SUBMISSION_TEXTS;

const BY_CODE: Readonly<Record<string, Standing>> = {
  ...{ superseded: 'superseded', unconfirmed: 'unconfirmed', unbound: 'unbound' },
  ...{ invalid_config: 'account', auth_failed: 'account', invalid_signature: 'account' },
  invalid_binding: 'binding',
};

export interface SubmissionStanding {
  readonly state: 'waiting' | 'accepted' | 'failed' | 'unknown' | 'conflict';
  readonly errorCode: string | null;
  readonly settledAt: Date | null;
  readonly accountPaused: boolean;
}

/** Null where it is accepted: then there is nothing to say. */
export function submissionAdvice(submission: SubmissionStanding): WordText | null {
  const { state, errorCode, settledAt, accountPaused } = submission;
  if (state === 'accepted') return null;
  if (state === 'conflict') return SUBMISSION_TEXTS.conflict;
  const said = errorCode !== null && Object.hasOwn(BY_CODE, errorCode) ? BY_CODE[errorCode] : undefined;
  if (settledAt !== null) return SUBMISSION_TEXTS[isEnd(said) ? said : 'refused'];
  if (accountPaused) return SUBMISSION_TEXTS.paused;
  if (said !== undefined) return SUBMISSION_TEXTS[said];
  if (state === 'unknown') return SUBMISSION_TEXTS.unknown;
  return SUBMISSION_TEXTS[errorCode === null ? 'queued' : 'vendor'];
}

const ENDS: readonly (Standing | undefined)[] = ['superseded', 'unconfirmed', 'unbound'];
const isEnd = (said: Standing | undefined): said is Standing => ENDS.includes(said);
