import { WINDOW_ERROR_TEXTS } from '#admin-contract/error-texts.js';
import { wordOf } from '#admin-contract/flag-words.js';
import { useBoth } from '../../kit/both.js';

/** Says what a code of a window means; one that nobody knows stands as it is. */
export function useWindowFault(): (code: string) => string {
  const both = useBoth();
  return (code) => both(wordOf(WINDOW_ERROR_TEXTS, code));
}
