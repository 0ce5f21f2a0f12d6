import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renewWebhook } from '../../api/account.js';
import type { Account } from '../../api/accounts.js';
import { ActButton } from '../../kit/act-button.js';
import { Select } from '../../kit/select.js';
import { OVERLAPS, oldUntil } from './webhook-overlap.js';

/** Gives the account another address; the old one works as long as it takes to change the vendor over. */
export function RenewWebhook({ account }: { readonly account: Account }) {
  const { t } = useTranslation('account');
  // Beside an old one that works still there is room for none but at once.
  const choices = account.oldWebhookUntil === null ? OVERLAPS : (['none'] as const);
  const [chosen, choose] = useState<string>('day');
  const overlap = choices.find((choice) => choice === chosen) ?? 'none';
  return (
    <ActButton
      of={renewWebhook}
      title={t('webhookRenew')}
      irreversible={overlap === 'none' ? t('webhookRenewLost') : undefined}
      act={() => renewWebhook(account, { oldUntil: oldUntil(overlap, Date.now()) })}
    >
      <p>{t('webhookRenewMeans')}</p>
      <Select
        label={t('webhookOverlap')}
        value={overlap}
        choices={choices.map((value) => ({ value, label: t(`webhookOverlap_${value}`) }))}
        onChange={choose}
      />
    </ActButton>
  );
}
