import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pauseAccount, useAccounts } from '../api/accounts.js';
import { ActButton } from '../kit/act-button.js';
import { Select } from '../kit/select.js';

/** At hand on every page: an account that does harm is paused first, and looked into afterwards. */
export function PauseAccount() {
  const { t } = useTranslation();
  const [chosen, choose] = useState('');
  return (
    <ActButton
      of={pauseAccount}
      title={t('pauseAccount')}
      reason="optional"
      isReady={chosen !== ''}
      act={(reason) => pauseAccount(chosen, reason)}
      done={() => choose('')}
    >
      <p>{t('pauseAccountMeans')}</p>
      <ChooseAccount chosen={chosen} choose={choose} />
    </ActButton>
  );
}

interface ChooseAccountProps {
  readonly chosen: string;
  readonly choose: (id: string) => void;
}

function ChooseAccount({ chosen, choose }: ChooseAccountProps) {
  const { t } = useTranslation();
  const accounts = (useAccounts().data ?? []).filter(({ paused }) => !paused);
  return (
    <Select
      label={t('account')}
      value={chosen}
      choices={[
        { value: '', label: t('choose') },
        ...accounts.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={choose}
    />
  );
}
