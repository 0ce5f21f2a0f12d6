import { useTranslation } from 'react-i18next';
import { ProblemError, UnreachableError } from '../api/problem-error.js';
import type { Language } from '../i18n/language.js';
import { faultWords, problemWords } from './problem-words.js';

const languageOf = (i18n: { language: string }): Language => (i18n.language === 'en' ? 'en' : 'zh');

/** Says what went wrong, and what can be done. @param of what was asked for: what only reads does nothing, whatever its method */
export function useErrorWords(of: 'act' | 'read' = 'act'): (error: Error) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    if (error instanceof UnreachableError)
      return t(error.mayBeDone && of === 'act' ? 'unanswered' : 'unreachable');
    if (error instanceof ProblemError) return problemWords(error.problem, languageOf(i18n));
    return t('failedUnknown', { message: error.message });
  };
}

/** Why one of many things came to nothing. */
export function useFaultWords(): (one: OneOfMany) => string {
  const { i18n } = useTranslation();
  return ({ code, params, why }) =>
    faultWords({ code: code ?? undefined, params, message: why ?? '' }, languageOf(i18n));
}

interface OneOfMany {
  readonly code: string | null;
  readonly params: Readonly<Record<string, string | number>>;
  readonly why: string | null;
}
