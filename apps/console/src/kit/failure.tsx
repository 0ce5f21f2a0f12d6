import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problem-error.js';
import { Button } from './button.js';
import { useErrorWords } from './error-words.js';

interface FailureProps {
  readonly error: Error;
  readonly again: () => void;
}

/** What a part shows that could not be read: what happened, and what to do. */
export function Failure({ error, again }: FailureProps) {
  const { t } = useTranslation();
  const words = useErrorWords('read');
  return (
    <div role="alert" className="grid justify-items-start gap-2 px-4 py-3">
      <p className="font-semibold text-bad">{t('failedTitle')}</p>
      <p>{words(error)}</p>
      {error instanceof ProblemError && error.problem.instance !== undefined && (
        <p className="text-sm text-muted">{t('instance', { instance: error.problem.instance })}</p>
      )}
      <Button onClick={again}>{t('tryAgain')}</Button>
    </div>
  );
}
