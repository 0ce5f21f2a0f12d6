import { z } from 'zod';
import type { WordText } from './flag-words.js';

/** Where an hour of a store stands that is over. */
export const HOUR_STATE_TEXTS = {
  waiting: { zh: '等着推送', en: 'it waits to be derived or sent' },
  held: { zh: '等来源读到这个小时的结尾', en: 'a source is not read to its end, and is waited for' },
  provisional: { zh: '暂定，还有来源没有读到结尾', en: 'reported, while a source is not read to its end' },
  reported: { zh: '已推送', en: 'reported' },
  differs: { zh: '推送之后数字变了', en: 'its figures changed after it was reported' },
  unknown: { zh: '推送了，不知道对方有没有收到', en: 'sent, and whether it arrived is not known' },
  failed: { zh: '对方没有收下', en: 'the vendor did not take it' },
  conflict: { zh: '别人已经推送过', en: 'somebody else has reported it' },
  hole: { zh: '漏了，没有算出来或没有推送', en: 'left out: it was not derived, or never submitted' },
} as const satisfies Readonly<Record<string, WordText>>;

type HourState = keyof typeof HOUR_STATE_TEXTS;

export const hourState = z.enum(Object.keys(HOUR_STATE_TEXTS) as [HourState, ...HourState[]]);

/** Why an hour is not yet reported again that is not what its vendor has: it settles, or waits for a person. */
export const HOUR_WAIT_TEXTS = {
  settling: {
    zh: '数字变了，稳定以后自动再推送',
    en: 'it changed, and is reported again once it has settled',
  },
  unconfirmed: {
    zh: '数字变了，还没有人确认过覆盖的效果',
    en: 'it changed, and nobody has confirmed what a cover does at the vendor',
  },
  setting: {
    zh: '数字变了，按账号的设定等人决定',
    en: 'it changed, and by the setting of its account waits for a person',
  },
  old: { zh: '过了很久数字才变，等人决定', en: 'it changed too long after its end, and waits for a person' },
  negative: { zh: '总额小于零，等人决定', en: 'its total is below zero, and waits for a person' },
} as const satisfies Readonly<Record<string, WordText>>;

type HourWait = keyof typeof HOUR_WAIT_TEXTS;

export const hourWait = z.enum(Object.keys(HOUR_WAIT_TEXTS) as [HourWait, ...HourWait[]]);

/** What a trouble of hours says; undefined where its code is none of these. */
export const hourWaitText = (code: string): WordText | undefined =>
  Object.hasOwn(HOUR_WAIT_TEXTS, code) ? HOUR_WAIT_TEXTS[code as HourWait] : undefined;
