import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { isSignedOut, ProblemError } from '../../api/problem-error.js';
import { signIn } from '../../api/me.js';
import { placeOf } from '../../app/places.js';
import { Switches } from '../../app/switches.js';
import { useTitle } from '../../app/title.js';
import { addTexts } from '../../i18n/texts.js';
import { Button } from '../../kit/button.js';
import { useErrorWords } from '../../kit/error-words.js';
import { Field } from '../../kit/field.js';
import { signIn as texts } from './sign-in.texts.js';

addTexts('signIn', texts);

export function SignInPage() {
  const { t } = useTranslation('signIn');
  const { t: shell } = useTranslation();
  useTitle(t('title'));
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signing = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      queries.clear();
      return navigate(placeOf(params.get('to')), { replace: true });
    },
  });
  return (
    <div className="mx-auto grid min-h-dvh max-w-md content-center gap-6 p-4">
      <header className="flex items-center justify-between gap-4">
        <p className="text-2xl font-bold text-accent">{shell('product')}</p>
        <Switches />
      </header>
      <main className="grid gap-4 rounded-lg border border-line bg-surface p-6">
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <p className="text-muted">{t('lead')}</p>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            const key = new FormData(event.currentTarget).get('key');
            signing.mutate(typeof key === 'string' ? key.trim() : '');
          }}
        >
          <Field
            name="key"
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            label={t('key')}
            hint={t('keyHint')}
            fault={useFaultOf(signing.error)}
          />
          <Button look="primary" type="submit" disabled={signing.isPending}>
            {signing.isPending ? t('going') : t('go')}
          </Button>
        </form>
      </main>
    </div>
  );
}

/** What a person can do about it, under the field that it is about. */
function useFaultOf(error: Error | null): string | undefined {
  const { t } = useTranslation('signIn');
  const words = useErrorWords();
  if (error === null) return undefined;
  if (isSignedOut(error)) return t('wrong');
  if (error instanceof ProblemError && error.retryAfter !== undefined)
    return t('slow', { seconds: error.retryAfter });
  return words(error);
}
