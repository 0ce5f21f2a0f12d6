import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { signIn } from '../../api/me.js';
import { lookAtLink, setPassword } from '../../api/users.js';
import { Outside } from '../../app/outside.js';
import { useTitle } from '../../app/title.js';
import { addTexts } from '../../i18n/texts.js';
import { Button } from '../../kit/button.js';
import { useErrorWords } from '../../kit/error-words.js';
import { Field } from '../../kit/field.js';
import { useFieldFaults } from '../../kit/field-faults.js';
import { Loading } from '../../kit/loading.js';
import { Refused } from '../../kit/refused.js';
import { setPassword as texts } from './set-password.texts.js';

addTexts('setPassword', texts);

/** Behind a link that an admin has made: what follows # in it is sent to the hub in a body alone. */
export function SetPasswordPage() {
  const { t } = useTranslation('setPassword');
  useTitle(t('title'));
  const [token] = useState(() => location.hash.slice(1));
  const link = useQuery({
    queryKey: ['password link', token],
    queryFn: () => lookAtLink(token),
    enabled: token !== '',
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const words = useErrorWords();
  const wrong = token === '' ? t('noToken') : link.error !== null && words(link.error);
  return (
    <Outside title={t('title')}>
      {link.data !== undefined && <SetPassword token={token} name={link.data.name} />}
      {wrong !== false && (
        <>
          <p role="alert" className="font-medium text-bad">
            {wrong}
          </p>
          <p className="text-muted">{t('ask')}</p>
        </>
      )}
      {link.data === undefined && wrong === false && <Loading />}
    </Outside>
  );
}

interface SetPasswordProps {
  readonly token: string;
  readonly name: string;
}

function SetPassword({ token, name }: SetPasswordProps) {
  const { t } = useTranslation('setPassword');
  const [{ password, again }, type] = useState({ password: '', again: '' });
  const setting = useSetting(token, name);
  const faults = useFieldFaults(setting.error);
  const differs = again !== '' && again !== password;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setting.mutate(password);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <p className="text-muted">{t('lead', { name })}</p>
      <Field label={t('name')} autoComplete="username" readOnly value={name} />
      <Field
        label={t('password')}
        hint={t('passwordHint')}
        type="password"
        autoComplete="new-password"
        autoFocus
        fault={faults.of('password')}
        value={password}
        onValueChange={(value) => type({ password: value, again })}
      />
      <Field
        label={t('again')}
        type="password"
        autoComplete="new-password"
        fault={differs ? t('differs') : undefined}
        value={again}
        onValueChange={(value) => type({ password, again: value })}
      />
      <Refused error={setting.error} isBeside />
      <Button
        look="primary"
        type="submit"
        disabled={password === '' || again !== password || setting.isPending}
      >
        {setting.isPending ? t('setting') : t('set')}
      </Button>
    </form>
  );
}

function useSetting(token: string, name: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (password: string) => {
      await setPassword(token, password);
      await signIn({ name, password });
    },
    onSuccess: () => {
      queries.clear();
      return navigate('/', { replace: true });
    },
  });
}
