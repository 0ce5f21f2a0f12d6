import { DELIVERY_ERROR_TEXTS, DISPATCH_ERROR_TEXTS } from './error-texts.js';
import type { WordText } from './flag-words.js';

const TABLES: Readonly<Record<'delivery' | 'dispatch', Readonly<Record<string, WordText>>>> = {
  delivery: DELIVERY_ERROR_TEXTS,
  dispatch: DISPATCH_ERROR_TEXTS,
};

/** Why a delivery or a command failed or waits, by its `errorCode`; undefined for one of another version. */
export function causeText(kind: keyof typeof TABLES, code: string): WordText | undefined {
  const words = TABLES[kind];
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
