import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { signIn } from '../../api/me.js';
import { isSignedOut, ProblemError } from '../../api/problem-error.js';
import { Outside } from '../../app/outside.js';
import { placeOf } from '../../app/places.js';
import { useTitle } from '../../app/title.js';
import { addTexts } from '../../i18n/texts.js';
import { Button } from '../../kit/button.js';
import { useErrorWords } from '../../kit/error-words.js';
import { Field } from '../../kit/field.js';
import { signIn as texts } from './sign-in.texts.js';

addTexts('signIn', texts);

/** By a name and a password, or by a key: the first start has printed one, and programs have no others. */
export function SignInPage() {
  const { t } = useTranslation('signIn');
  useTitle(t('title'));
  const [isByKey, choose] = useState(false);
  const signing = useSigning();
  const fault = useFaultOf(signing.error, isByKey);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => {
      const typed = given.get(name);
      return typeof typed === 'string' ? typed : '';
    };
    signing.mutate(
      isByKey ? { key: text('key').trim() } : { name: text('name').trim(), password: text('password') },
    );
  };
  const toOther = () => {
    signing.reset();
    choose(!isByKey);
  };
  return (
    <Outside title={t('title')}>
      <p className="text-muted">{isByKey ? t('leadKey') : t('lead')}</p>
      <form key={String(isByKey)} className="grid gap-4" onSubmit={submit}>
        {isByKey ? <KeyField fault={fault} /> : <UserFields fault={fault} />}
        <Button look="primary" type="submit" disabled={signing.isPending}>
          {signing.isPending ? t('going') : t('go')}
        </Button>
      </form>
      <Button look="quiet" onClick={toOther}>
        {isByKey ? t('byName') : t('byKey')}
      </Button>
    </Outside>
  );
}

function useSigning() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      queries.clear();
      return navigate(placeOf(params.get('to')), { replace: true });
    },
  });
}

interface FieldsProps {
  readonly fault: string | undefined;
}

function UserFields({ fault }: FieldsProps) {
  const { t } = useTranslation('signIn');
  return (
    <>
      <Field name="name" autoComplete="username" required autoFocus label={t('name')} />
      <Field
        name="password"
        type="password"
        autoComplete="current-password"
        required
        label={t('password')}
        fault={fault}
      />
    </>
  );
}

function KeyField({ fault }: FieldsProps) {
  const { t } = useTranslation('signIn');
  return (
    <Field
      name="key"
      type="password"
      autoComplete="off"
      required
      autoFocus
      label={t('key')}
      hint={t('keyHint')}
      fault={fault}
    />
  );
}

/** What a person can do about it, under the field that it is about. */
function useFaultOf(error: Error | null, isByKey: boolean): string | undefined {
  const { t } = useTranslation('signIn');
  const words = useErrorWords();
  if (error === null) return undefined;
  if (isSignedOut(error)) return t(isByKey ? 'wrongKey' : 'wrong');
  if (error instanceof ProblemError && error.retryAfter !== undefined)
    return t('slow', { seconds: error.retryAfter });
  return words(error);
}
