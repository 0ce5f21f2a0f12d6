import type { WordText } from '../flag-words.js';

/** Of how long things are kept. */
export const RETENTION_REFUSALS = {
  kept_longer_than_whole: {
    zh: '不能大于 {{days}}：“{{kept}}”只保留这么久',
    en: 'must be at most {{days}}: {{kept}} are kept no longer',
  },
  kept_shorter_than_part: {
    zh: '不能比“{{kept}}”的保留时间短：请先缩短那一项，或者两项一起改',
    en: 'must not be shorter than {{kept}} are kept: shorten that first, or both at once',
  },
} as const satisfies Readonly<Record<string, WordText>>;
