import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { signOut } from '../api/me.js';
import { Button } from '../kit/button.js';
import { useErrorWords } from '../kit/error-words.js';

export function SignOut({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queries.clear();
      return navigate('/sign-in');
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="max-w-48 truncate text-sm text-muted">{t('signedInAs', { name })}</span>
      <Button disabled={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('signOut')}
      </Button>
      {leaving.error !== null && (
        <p role="alert" className="text-sm font-medium text-bad">
          {t('stillSignedIn', { why: words(leaving.error) })}
        </p>
      )}
    </div>
  );
}
