import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword, useMe } from '../../api/me.js';
import { Card, CardNote } from '../../kit/card.js';
import { SimpleForm } from './simple-form.js';

const EMPTY = { oldPassword: '', password: '', again: '' };

/** One's own password: whoever changes it has to know the one of before. */
export function OwnPasswordPage() {
  const { t } = useTranslation('settings');
  const isUser = useMe().data?.actor.kind === 'user';
  return (
    <Card title={t('password')} hint={t('passwordHint')}>
      {isUser ? <ChangePassword /> : <CardNote>{t('passwordOfKey')}</CardNote>}
    </Card>
  );
}

function ChangePassword() {
  const { t } = useTranslation('settings');
  const [isChanged, changed] = useState(false);
  const [differs, differ] = useState(false);
  return (
    <>
      <SimpleForm
        of={changePassword}
        fields={[
          { name: 'oldPassword', label: t('oldPassword'), type: 'password' },
          { name: 'password', label: t('newPassword'), hint: t('newPasswordHint'), type: 'password' },
          { name: 'again', label: t('passwordAgain'), type: 'password' },
        ]}
        begin={EMPTY}
        save={async ({ oldPassword, password, again }) => {
          changed(false);
          differ(password !== again);
          if (password !== again) return false;
          await changePassword(oldPassword, password);
          return true;
        }}
        saved={changed}
        label={t('changePassword')}
      />
      <p role="status" className="px-4 pb-4">
        {differs && <span className="font-medium text-bad">{t('passwordDiffers')}</span>}
        {isChanged && <span className="text-good">{t('passwordChanged')}</span>}
      </p>
    </>
  );
}
