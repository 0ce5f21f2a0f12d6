import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAccount } from '../../api/account.js';
import type { Account } from '../../api/accounts.js';
import { May } from '../../kit/may.js';
import { Card } from '../../kit/card.js';
import { AccountForm, type Filled } from '../accounts/account-form.js';
import { Guide } from '../accounts/guide.js';
import { useShown } from './shown.js';

/** Pausing it, and another address for deliveries, are no settings of the form. */
const settingsOf = ({ name, baseUrl, config }: Account): string => JSON.stringify({ name, baseUrl, config });

/** What an account is set to. */
export function AccountSettingsPage() {
  const { t } = useTranslation('account');
  const { account, connector } = useShown();
  const queries = useQueryClient();
  // The form begins with what was shown first: settings that others change meanwhile are not in it.
  const [shown, show] = useState<Account>(account);
  const seen = settingsOf(shown) === settingsOf(account) ? account : shown;
  const save = async ({ name, baseUrl, config }: Filled) => {
    const saved = await changeAccount(seen, {
      name,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(Object.keys(config).length === 0 ? {} : { config }),
    });
    show(saved);
    await queries.invalidateQueries({ queryKey: ['account'] });
    return saved;
  };
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[3fr_2fr]">
      <May of={changeAccount}>
        <Card title={t('settings')} hint={t('settingsHint')}>
          <AccountForm key={account.id} connector={connector} account={account} save={save} />
        </Card>
      </May>
      <Guide connector={connector} />
    </div>
  );
}
