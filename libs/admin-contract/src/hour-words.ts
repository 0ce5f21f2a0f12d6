import type { WordText } from './flag-words.js';

/** Where an hour of a store stands that is over. */
export const HOUR_STATE_TEXTS = {
  waiting: { zh: '等着计算或上报', en: 'it waits to be derived or sent' },
  held: { zh: '等来源读到这个小时的结尾', en: 'a source is not read to its end, and is waited for' },
  provisional: { zh: '已暂报，还有来源没有读到结尾', en: 'reported, while a source is not read to its end' },
  reported: { zh: '已上报', en: 'reported' },
  differs: { zh: '上报之后数字变了', en: 'its figures changed after it was reported' },
  unknown: { zh: '上报了，不知道对方有没有收到', en: 'sent, and whether it arrived is not known' },
  failed: { zh: '对方没有收下', en: 'the vendor did not take it' },
  conflict: { zh: '别人已经上报过', en: 'somebody else has reported it' },
  hole: { zh: '漏了，没有算出来或没有上报', en: 'left out: it was not derived, or never submitted' },
} as const satisfies Readonly<Record<string, WordText>>;

/** Why an hour is not yet reported again that is not what its vendor has: it settles, or waits for a person. */
export const HOUR_WAIT_TEXTS = {
  settling: {
    zh: '数字变了，稳定以后自动再上报，不用处理',
    en: 'it changed, and is reported again once it has settled: nothing is to be done',
  },
  unconfirmed: {
    zh: '数字变了，还没有人确认过覆盖的效果：在“销售”页打开这个小时，按“再上报”，到对方系统里看过，再在那里确认',
    en: 'it changed, and nobody has confirmed what a cover does at the vendor: report one hour again on its page under Sales, look at it there, then confirm it',
  },
  setting: {
    zh: '数字变了，按账号的设置等人决定：在“销售”页打开这个小时，按“再上报”，或在账号的设置里改成自动再上报',
    en: 'it changed, and by the setting of its account waits for a person: report it again on its page under Sales, or let the account report changed hours by itself',
  },
  old: {
    zh: '结束太久以后数字才变，等人决定：在“销售”页打开这个小时，按“再上报”',
    en: 'it changed too long after its end, and waits for a person: report it again on its page under Sales',
  },
  negative: {
    zh: '总额小于零，等人决定：在“销售”页打开这个小时，按“再上报”，或在门店的计数规则里让负数照样上报',
    en: 'its total is below zero, and waits for a person: report it again on its page under Sales, or let the rules of the store report such hours as they are',
  },
  unbound: {
    zh: '上报之后数字变了，门店却不再向收到过它的账号上报：在那个账号的“门店绑定”里绑回来，就会自动处理；绑到别的账号后，在“销售”页打开这个小时，按“再上报”',
    en: 'it changed after it was reported, to an account that the store is no longer reported to: bind the store there again and it goes by itself, or bind it to another account and report the hour again on its page under Sales',
  },
} as const satisfies Readonly<Record<string, WordText>>;

/** Why hours that wait for nobody make their account unwell. */
export const HOUR_TROUBLE_TEXTS = {
  differs: {
    zh: '台账的数字不同，也没有变化等着处理：在“销售”页打开这些小时，按“再上报”，会重新计算',
    en: 'the ledger says something else, and no change of it waits: report them again under Sales, which derives them anew',
  },
  missing: {
    zh: '漏了，自动补不上，原因在日志里：改好后自动补上，也可以在“销售”页打开这些小时，按“再上报”',
    en: 'left out, and cannot be filled, the log says why: it is filled once that is mended, or when somebody reports them under Sales',
  },
  unrevised: {
    zh: '订单变了，小时一直重新算不出来，原因在日志里：改好后自动重新计算',
    en: 'orders changed, and their hours cannot be derived anew, the log says why: they are once that is mended',
  },
  overdue: {
    zh: '早已结束却没有计算，原因在日志里：改好后自动计算，也可以在“销售”页打开这些小时，按“再上报”',
    en: 'long over, and not derived, the log says why: it is derived once that is mended, or when somebody reports them under Sales',
  },
} as const satisfies Readonly<Record<string, WordText>>;

const OF_TROUBLES: Readonly<Record<string, WordText>> = { ...HOUR_WAIT_TEXTS, ...HOUR_TROUBLE_TEXTS };

/** What a trouble of hours says; undefined where its code is none of these. */
export const hourTroubleText = (code: string): WordText | undefined =>
  Object.hasOwn(OF_TROUBLES, code) ? OF_TROUBLES[code] : undefined;
