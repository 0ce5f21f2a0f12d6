import type { WordText } from './flag-words.js';
import { POSTING_CAUSE_TEXTS } from './kind-texts.js';

const { record: _record, ...CAUSES } = POSTING_CAUSE_TEXTS;

/** What made an hour another than its revision before. */
export const REVISION_WHY_TEXTS = {
  first: { zh: '第一次计算', en: 'derived for the first time' },
  late: { zh: '后来才到的订单', en: 'orders that came later' },
  refund: { zh: '退款', en: 'money that went back' },
  ...CAUSES,
} as const satisfies Readonly<Record<string, WordText>>;

/** A word that is not in the table, of another version, speaks for itself. */
export const revisionWhyText = (why: string): WordText =>
  Object.hasOwn(REVISION_WHY_TEXTS, why)
    ? REVISION_WHY_TEXTS[why as keyof typeof REVISION_WHY_TEXTS]
    : { zh: why, en: why };
