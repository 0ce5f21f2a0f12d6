import { useTranslation } from 'react-i18next';
import { endOldWebhook } from '../../api/account.js';
import type { Account } from '../../api/accounts.js';
import { ActButton } from '../../kit/act-button.js';
import { useAgeWords } from '../../kit/age.js';
import { Instant } from '../../kit/instant.js';
import { WebhookAddress } from './webhook-address.js';

/** The address before, as long as it works: how much time is left, and its end before that. */
export function OldWebhook({ account }: { readonly account: Account }) {
  const { t } = useTranslation('account');
  const words = useAgeWords();
  const { oldWebhookUrl, oldWebhookUntil } = account;
  if (oldWebhookUntil === null) return null;
  const leftMs = Math.max(Date.parse(oldWebhookUntil) - Date.now(), 0);
  return (
    <section className="grid gap-2 border-t border-line pt-3" aria-label={t('webhookOld')}>
      <p>
        {t('webhookOldLeft', { time: words(leftMs) })} <Instant at={oldWebhookUntil} />
      </p>
      {oldWebhookUrl !== undefined && <WebhookAddress url={oldWebhookUrl} />}
      <div>
        <ActButton
          of={endOldWebhook}
          title={t('webhookOldEnd')}
          irreversible={t('webhookOldEndLost')}
          act={() => endOldWebhook(account)}
        >
          <p>{t('webhookOldEndMeans')}</p>
        </ActButton>
      </div>
    </section>
  );
}
