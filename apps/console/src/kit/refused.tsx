import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problem-error.js';
import { useErrorWords } from './error-words.js';

interface RefusedProps {
  readonly error: Error | null;
  /** What is wrong with fields stands beside them, and is not said twice. */
  readonly isBeside?: boolean;
}

/** Why something that was asked for was not done. */
export function Refused({ error, isBeside = false }: RefusedProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  if (error === null) return null;
  const hasFaults = error instanceof ProblemError && (error.problem.errors ?? []).length > 0;
  return (
    <p role="alert" className="font-medium text-bad">
      {isBeside && hasFaults ? t('faultsBeside') : words(error)}
    </p>
  );
}
