import { STEPS } from './discrepancy-words.js';
import type { WordText } from './flag-words.js';
import { AFTER_SALE_TEXTS, SERVICE_TEXTS } from './order-words.js';

/** What becomes of the repairs of a rule. */
const POLICIES = {
  off: { zh: '不自动准备', en: 'nothing is planned' },
  suggest: { zh: '准备好，等人批准', en: 'planned, and a person approves it' },
  auto: { zh: '自动做', en: 'done by itself' },
} as const satisfies Readonly<Record<string, WordText>>;

/** What a name in a map of an account’s settings may stand for. */
export const MAP_VALUE_TEXTS = { ...SERVICE_TEXTS, ...AFTER_SALE_TEXTS, ...STEPS, ...POLICIES } as const;
