import type { WordText } from './flag-words.js';

/** Why long work makes an account unwell, and what can be done. */
export const JOB_TROUBLE_TEXTS = {
  failing: {
    zh: '后台任务做不下去，正在一遍遍重试，原因在“覆盖”页：改好后自动接着做',
    en: 'a job cannot go on and is tried again, the page Coverage says why: it goes on by itself once that is mended',
  },
  left: {
    zh: '后台任务跳过了做不了的部分，原因在“覆盖”页：改好后请再做一次',
    en: 'a job has left what it could not do, the page Coverage says why: once that is mended, ask for it again',
  },
  differs: {
    zh: '记账的合计和订单的销售对不上，原因在日志里，还会继续核对',
    en: 'what orders count for does not come to what they sell, the log says where: it is compared again and again',
  },
} as const satisfies Readonly<Record<string, WordText>>;

const TEXTS: Readonly<Record<string, WordText>> = JOB_TROUBLE_TEXTS;

/** What a trouble of jobs says; undefined where its code is none of these. */
export const jobTroubleText = (code: string): WordText | undefined =>
  Object.hasOwn(TEXTS, code) ? TEXTS[code] : undefined;
