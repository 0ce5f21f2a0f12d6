import { useTranslation } from 'react-i18next';
import { ProblemError, UnreachableError } from '../api/problem-error.js';

/** Says what went wrong, and what can be done. */
export function useErrorWords(): (error: Error) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof UnreachableError) return t('unreachable');
    if (error instanceof ProblemError) return error.message;
    return t('failedUnknown', { message: error.message });
  };
}
